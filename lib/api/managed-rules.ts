/** A group of rules that AWS keeps, and which of them only count here, each with its reason. */
export type ManagedRules = { readonly name: string; readonly counted: Readonly<Record<string, string>> };

const prompts =
  'Prompts are free text: they may speak of files, scripts and addresses, and nothing executes them.';
const searches = 'A search is free text, which reaches DynamoDB as a value and nothing else.';

/**
 * Rules that end in `_BODY` read the first 16 KB of a prompt, a picture in base64 or a form, and find there what they look
 * for. AWS may add rules to a group: whoever is told of a new one that ends so adds it here.
 */
export const managedRules: readonly ManagedRules[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: {} },
  {
    name: 'AWSManagedRulesKnownBadInputsRuleSet',
    counted: {
      JavaDeserializationRCE_BODY: prompts,
      Log4JRCE_BODY: prompts,
      ReactJSRCE_BODY: prompts,
    },
  },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: {
      SizeRestrictions_BODY:
        'It refuses bodies over 8 KB. Ours may have 4.5 MB, and the API says 413 beyond that.',
      CrossSiteScripting_BODY: prompts,
      GenericLFI_BODY: prompts,
      GenericRFI_BODY: 'References are given by their URLs; the service itself checks where they lead.',
      EC2MetaDataSSRF_BODY:
        'The service refuses such references with reference_url_refused, which says more.',
      CrossSiteScripting_QUERYARGUMENTS: searches,
      GenericLFI_QUERYARGUMENTS: searches,
      GenericRFI_QUERYARGUMENTS: searches,
      EC2MetaDataSSRF_QUERYARGUMENTS: searches,
      RestrictedExtensions_QUERYARGUMENTS: searches,
      SizeRestrictions_QUERYSTRING:
        'It refuses over 2,048 bytes. A search of 200 characters may have 2,400, percent-encoded.',
      NoUserAgent_HEADER: 'Programs call an API, and many of them send no User-Agent.',
    },
  },
];
