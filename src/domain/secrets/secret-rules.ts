/**
 * What well-known secrets look like, whatever name stands beside them. Order matters: a rule sees what the ones before
 * it have left. Every repetition either is bounded or can begin only once in a run of its own characters, so that the
 * time is linear in the text. Sources: the vendors' own descriptions of their token formats.
 */
export type SecretRule = {
  /** Lower case; a text without any of them cannot match. */
  hints: readonly string[];
  /** With flags `dg`. Only the group `secret` is masked; what stands around it is kept. */
  pattern: RegExp;
};

export const secretRules: readonly SecretRule[] = [
  // Private keys. Printed over several lines they are found by their first and last line, in logs/.
  {
    hints: ["private key"],
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?<secret>[\s\S]+?)(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/dg,
  },
  { hints: ["age-secret-key-"], pattern: /(?<secret>AGE-SECRET-KEY-1[0-9A-Z]{40,})/dgi },

  // Signed addresses: whoever has one may read what it leads to.
  {
    hints: ["x-amz-", "x-goog-"],
    pattern:
      /\bX-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)["']?(?:=|%3D|: ?["']?)(?<secret>[^&\s"'<>\\]{1,})/dgi,
  },
  {
    hints: ["sig=", "signature=", "awsaccesskeyid="],
    pattern: /(?:[?&]|&amp;|\\u0026)(?:sig|Signature|AWSAccessKeyId)=(?<secret>[^&\s"'<>\\]{1,})/dgi,
  },

  // AWS.
  {
    hints: ["akia", "asia"],
    pattern:
      /\b(?:AKIA|ASIA)[A-Z0-9]{16}(?:[^A-Za-z0-9/+]{1,10}|\s?[/+]\s)(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/dg,
  },
  // In a sentence: `… and its secret is …`. Upper case, lower case and digits, as no digest has them.
  {
    hints: ["akia", "asia", "secret"],
    pattern:
      /(?:\b(?:AKIA|ASIA)[A-Z0-9]{16}|[Ss]ecret|SECRET)[^A-Za-z0-9/+]{1,4}(?:[A-Za-z]{1,12}[^A-Za-z0-9/+]{1,4}){1,5}(?<secret>(?=[a-z0-9/+]{0,39}[A-Z])(?=[A-Z0-9/+]{0,39}[a-z])(?=[A-Za-z/+]{0,39}\d)[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/dg,
  },
  {
    hints: ["secret"],
    pattern:
      /secret[_ ]?(?:access[_ ]?)?key[^A-Za-z0-9/+]{1,10}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/dgi,
  },
  {
    hints: ["akia", "asia", "abia", "acca"],
    pattern: /(?<![A-Za-z0-9])(?<secret>(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})(?![A-Za-z0-9])/dg,
  },
  {
    hints: ["ioqjb3jpz2lu", "iqojb3jpz2lu", "gzxivyxdz"],
    pattern: /(?<![A-Za-z0-9])(?<secret>(?:I[QO][oO]Jb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9+/=%]{20,})/dg,
  },
  { hints: ["signature="], pattern: /\bSignature=(?<secret>[0-9a-f]{64})\b/dg },

  // Sign-in within an address.
  { hints: ["://"], pattern: /:\/\/[^\s/:@"'<>]{0,128}:(?<secret>[^\s/"'<>]{1,256})@/dg },
  { hints: ["://"], pattern: /\bhttps?:\/\/(?<secret>[\w.~-]{16,256})@/dgi },
  {
    hints: ["hooks.slack.com"],
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w/-]{8,})/dgi,
  },
  {
    hints: ["/api/webhooks/"],
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/(?<secret>[\w-]{20,})/dgi,
  },
  {
    hints: ["webhook.office.com", ".logic.azure.com"],
    pattern: /(?:webhook\.office\.com|\.logic\.azure\.com)[:\d]{0,6}\/(?<secret>[^\s"'<>]{20,})/dgi,
  },

  // Headers.
  {
    hints: ["authorization"],
    pattern:
      /\bauthorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?:(?:bearer|basic|token|digest|negotiate|apikey)\s{1,3})?(?!AWS4-|\[masked|(?:bearer|basic|token|digest|negotiate|apikey)\s)(?<secret>[^\s"',\\]{6,})/dgi,
  },
  { hints: ["bearer"], pattern: /\bbearer\s{1,3}(?=[\w.~+/=-]{0,200}\d)(?<secret>[\w.~+/=-]{16,})/dgi },
  {
    hints: ["basic"],
    pattern: /\b[Bb]asic\s{1,3}(?=[a-z+/]{0,200}[A-Z0-9=])(?<secret>[A-Za-z0-9+/]{12,}={0,2})/dg,
  },
  {
    hints: ["cookie"],
    pattern:
      /\b(?:set-)?cookie\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?!\[masked)(?<secret>[\w.-]{1,64}=[^"'\\]{4,})/dgi,
  },

  // Tokens that begin with their maker's name.
  {
    hints: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    pattern: /(?<![A-Za-z0-9])(?<secret>gh[pousr]_[\w.-]{29,}\w)/dg,
  },
  { hints: ["github_pat_"], pattern: /(?<secret>github_pat_\w{22,})/dg },
  {
    hints: [
      "glpat-",
      "glptt-",
      "gldt-",
      "glrt-",
      "glcbt-",
      "glsoat-",
      "glft-",
      "glimt-",
      "glagent-",
      "gloas-",
      "glffct-",
    ],
    pattern: /(?<![A-Za-z0-9])(?<secret>gl(?:pat|ptt|dt|rt|cbt|soat|ft|imt|agent|oas|ffct)-[\w.-]{20,})/dg,
  },
  { hints: ["xox"], pattern: /(?<![A-Za-z0-9])(?<secret>xox[a-z](?:\.xox[a-z])?-[\w.%-]{10,})/dg },
  { hints: ["xapp-", "xwfp-"], pattern: /(?<![A-Za-z0-9])(?<secret>(?:xapp|xwfp)-[\w-]{10,})/dg },
  { hints: ["eyj"], pattern: /(?<![\w-])(?<secret>eyJ[\w-]{8,}\.[\w-]*\.[\w-]{4,}(?:\.[\w-]*){0,2})/dg },
  { hints: ["eyj0awqi"], pattern: /(?<![\w-])(?<secret>eyJ0aWQi[A-Za-z0-9+/=_-]{20,})/dg },
  { hints: ["npm_"], pattern: /(?<![A-Za-z0-9])(?<secret>npm_[A-Za-z0-9]{36,})/dg },
  { hints: ["pypi-"], pattern: /(?<secret>pypi-AgE[\w-]{50,})/dg },
  { hints: ["aiza"], pattern: /(?<![\w-])(?<secret>AIza[\w-]{35})/dg },
  { hints: ["ya29.", "gocspx-"], pattern: /(?<![\w-])(?<secret>(?:ya29\.|GOCSPX-)[\w.-]{20,})/dg },
  { hints: ["sk-"], pattern: /(?<![\w-])(?<secret>sk-(?=[\w-]{0,100}\d)[\w-]{20,})/dg },
  { hints: ["hf_"], pattern: /(?<![A-Za-z0-9])(?<secret>hf_[A-Za-z0-9]{30,})/dg },
  { hints: ["dapi"], pattern: /(?<![A-Za-z0-9])(?<secret>dapi[0-9a-f]{32}(?:-\d)?)(?![A-Za-z0-9])/dg },
  { hints: ["sg."], pattern: /(?<![\w.-])(?<secret>SG\.[\w-]{16,128}\.[\w-]{16,})/dg },
  {
    hints: ["k_live_", "k_test_", "whsec_"],
    pattern: /(?<![A-Za-z0-9])(?<secret>(?:[spr]k_(?:live|test)|whsec)_[A-Za-z0-9+/=]{10,})/dg,
  },
  {
    hints: ["accountkey=", "sharedaccess"],
    pattern: /(?:AccountKey|SharedAccessKey|SharedAccessSignature)=(?<secret>[^;\s"']{8,})/dgi,
  },
  {
    hints: ["dckr_", "dop_v1_", "doo_v1_", "glsa_", "hvs.", "hvb.", "shp", "lin_api_", "tskey-", "rubygems_"],
    pattern:
      /(?<![A-Za-z0-9])(?<secret>(?:dckr_[po]at_|do[po]_v1_|glsa_|hv[sb]\.|shp(?:at|ss|ca|pa)_|lin_api_|tskey-|rubygems_)[\w-]{20,})/dg,
  },
  { hints: ["key"], pattern: /(?<![A-Za-z0-9])(?<secret>key-[0-9a-f]{32})(?![A-Za-z0-9])/dg },
  { hints: ['"key'], pattern: /\\?"key\\?"\s{0,3}:\s{0,3}\\?"(?<secret>[0-9a-f]{32})\\?"/dg },

  { hints: ["password for"], pattern: /\bpassword for [^\s:]{1,80}: {0,3}(?<secret>\S{1,})/dgi },

  // On a command line and in .netrc, where a blank stands between name and secret.
  {
    hints: ["login"],
    pattern: /\blogin\s{1,5}\S{1,100}\s{1,5}password\s{1,5}(?!\[masked)(?<secret>\S{1,})/dg,
  },
  {
    hints: ["curl", "wget", "http"],
    pattern: /\s(?:-u|--user)[ =]{1,3}["']?[^\s:"']{1,64}:(?!\[masked)(?<secret>[^\s"']{1,})/dg,
  },
  { hints: ["sshpass"], pattern: /\bsshpass\s{1,3}-p\s{0,3}(?!\[masked)(?<secret>\S{1,})/dg },
];
