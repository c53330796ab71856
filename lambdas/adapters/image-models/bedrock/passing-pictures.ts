import { letGo } from '../../wire/let-go.ts';
import { SlicedRequests } from '../../wire/sliced-requests.ts';
import type { HeldPictures } from '../held-pictures.ts';

type Options = ConstructorParameters<typeof SlicedRequests>[0];
type Handled = Parameters<SlicedRequests['handle']>;

/** The AWS SDK's HTTP client, which gives the SDK an answer with names in the places of its pictures. */
export class PassingPictures extends SlicedRequests {
  readonly #held: HeldPictures;

  constructor(held: HeldPictures, options: Options) {
    super(options);
    this.#held = held;
  }

  /** Of a model that drew: Bedrock's own words on what failed go by unread. Rejects when the answer breaks off. */
  override async handle(request: Handled[0], options?: Handled[1]) {
    const { response } = await super.handle(request, options);
    if (response.statusCode !== 200) return { response };
    this.#held.letGoOfSent();

    const length = response.headers['content-length'];
    const text = this.#held.answer({ expectedBytes: length === undefined ? undefined : Number(length) });
    for await (const piece of response.body) {
      text.write(piece);
      letGo(piece);
    }
    response.body = Buffer.from(text.end());
    return { response };
  }
}
