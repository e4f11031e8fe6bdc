namespace Weir.Catalog.Sync;

/// <summary>Auth methods by provider, the usual one first: kept by hand. A provider without a row takes an API key.</summary>
internal static class SignInTable
{
    private static readonly CatalogAuthMethod Key = new("api", "API key");
    private static readonly CatalogAuthMethod NoKey = new("none", "No key");
    private static readonly CatalogAuthMethod Google = new("gcp", "Google Cloud (application default credentials)");
    private static readonly CatalogAuthMethod Entra = new("azure", "Microsoft Entra ID");
    private static readonly CatalogAuthMethod[] KeyOnly = [Key];

    private static readonly Dictionary<string, CatalogAuthMethod[]> Rows = new(StringComparer.Ordinal)
    {
        ["amazon-bedrock"] = [new("aws", "AWS credentials (environment, profile, SSO, role)"), new("api", "Bedrock API key")],
        ["anthropic"] = [Key, new("command", "Claude plan (token from the vendor's command line)")],
        ["atomic-chat"] = [NoKey, Key],
        ["azure"] = [Key, Entra],
        ["azure-cognitive-services"] = [Key, Entra],
        ["cloudflare-ai-gateway"] = [new("api", "Gateway API token")],
        ["digitalocean"] = [new("api", "Model access key"), new("oauth", "DigitalOcean (sign in)")],
        ["github-copilot"] = [new("oauth", "GitHub Copilot (sign in)"), new("api", "GitHub token")],
        ["gitlab"] = [new("api", "Personal access token"), new("oauth", "GitLab (sign in)")],
        ["google-vertex"] = [Google],
        ["google-vertex-anthropic"] = [Google],
        ["lmstudio"] = [NoKey, Key],
        ["openai"] = [Key, new("oauth", "ChatGPT Plus/Pro (sign in)")],
        ["poe"] = [Key, new("oauth", "Poe (sign in)")],
        ["privatemode-ai"] = [NoKey, Key],
        ["sap-ai-core"] = [new("api", "Service key (JSON)")],
        ["snowflake-cortex"] = [new("api", "Programmatic access token"), new("oauth", "Snowflake (sign in)")],
        ["xai"] = [Key, new("oauth", "SuperGrok (sign in)")],
    };

    public static IReadOnlyList<CatalogAuthMethod> Find(string providerId) => Rows.GetValueOrDefault(providerId) ?? KeyOnly;
}
