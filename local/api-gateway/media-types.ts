/** Whether the templates call this content type binary. Its parameters do not matter; `image/*` and `*\/*` are known. */
export function isBinary(binaryMediaTypes: readonly string[], contentType: string | undefined): boolean {
  const [given = ''] = (contentType ?? '').toLowerCase().split(';');
  const type = given.trim();
  return binaryMediaTypes.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return (
      wanted === '*/*' || wanted === type || (wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1)))
    );
  });
}
