/**
 * What stands, in upper or lower case, in whatever a kept-up rule finds, by the rule's name. One that is not named here
 * is always asked. A test holds these to the patterns of the rules as they are installed.
 */
export const keptUpHints: Readonly<Record<string, readonly string[]>> = {
  aws: ["secret"],
  privatekey: ["private key"],
  npm: ["npm_", ":x-oauth-basic@"],
  basicauth: ["http://", "https://", "ftp://", "ftps://"],
  slack: ["xoxb-", "xoxp-", "xapp-", "xoxa-", "xoxo-", "xoxr-", "hooks.slack.com"],
  sendgrid: ["sg."],
  shopify: ["shppa_", "shpca_", "shpat_", "shpss_"],
  stripe: ["sk_live_", "sk_test_", "rk_live_", "rk_test_"],
  github: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
  gitlab: ["glpat-"],
  grafana: ["glc_", "glsa_"],
  openai: ["t3blbkfj"],
  anthropic: ["sk-ant-api0"],
  groq: ["gsk_"],
  huggingface: ["hf_"],
  linear: ["lin_api_"],
  notion: ["ntn_"],
  "1password": ["ops_ey"],
  "database-connection-string": [
    "mongodb://",
    "mongodb+srv://",
    "mysql://",
    "mysqlx://",
    "postgres://",
    "postgresql://",
  ],
  "hashicorp-vault": ["hvs.", "hvb.", "hvr."],
  vercel: ["vcp_", "vci_", "vca_", "vcr_", "vck_"],
  databricks: ["dapi"],
  docker: ["dckr_pat_"],
  figma: ["figd_"],
  cloudflare: ["cfk_", "cfut_", "cfat_"],
  tailscale: ["tskey-"],
};
