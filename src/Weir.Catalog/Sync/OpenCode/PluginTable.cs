namespace Weir.Catalog.Sync.OpenCode;

/// <summary>OpenCode's sign-in plugins. GitLab's and Poe's come from npm packages and are not in a checkout.</summary>
internal static class PluginTable
{
    public static IReadOnlyList<PluginRule> Rows { get; } =
    [
        new("openai", "plugin/openai/codex.ts", "CODEX_API_ENDPOINT", OpenAi),
        new("github-copilot", "plugin/github-copilot/copilot.ts", "login/device/code", Copilot),
        new("xai", "plugin/xai.ts", "auth.x.ai", XAi),
        new("digitalocean", "plugin/digitalocean.ts", "DO_OAUTH_CLIENT_ID", DigitalOcean),
        new("snowflake-cortex", "plugin/snowflake-cortex.ts", "snowflakecomputing.com/oauth/authorize", Snowflake),
    ];

    private static SignInFlow OpenAi(PluginFacts facts, SignInFlow flow)
    {
        var known = new Uri(flow.TokenUrl!).GetLeftPart(UriPartial.Authority);
        var issuer = facts.Constant("ISSUER", known).TrimEnd('/');
        const string responses = "/responses";
        var endpoint = facts.Constant("CODEX_API_ENDPOINT", flow.BaseUrl + responses);
        return flow with
        {
            ClientId = facts.Constant("CLIENT_ID", flow.ClientId),
            AuthorizeUrl = flow.AuthorizeUrl?.Replace(known, issuer, StringComparison.Ordinal),
            TokenUrl = flow.TokenUrl?.Replace(known, issuer, StringComparison.Ordinal),
            DeviceUrl = flow.DeviceUrl?.Replace(known, issuer, StringComparison.Ordinal),
            RedirectUrl = flow.Name == "browser"
                ? facts.Redirect("OAUTH_PORT", flow.RedirectUrl)
                : flow.RedirectUrl?.Replace(known, issuer, StringComparison.Ordinal),
            Scopes = flow.Name == "browser" ? Words(facts.Scope(string.Join(' ', flow.Scopes))) : flow.Scopes,
            BaseUrl = endpoint.EndsWith(responses, StringComparison.Ordinal) ? endpoint[..^responses.Length] : endpoint,
            Models = facts.List("ALLOWED_MODELS", flow.Models),
            ExcludedModels = facts.OptionalList("DISALLOWED_MODELS"),
        };
    }

    private static SignInFlow Copilot(PluginFacts facts, SignInFlow flow) => flow with
    {
        ClientId = facts.Constant("CLIENT_ID", flow.ClientId),
        Scopes = Words(facts.Scope(string.Join(' ', flow.Scopes))),
    };

    private static SignInFlow XAi(PluginFacts facts, SignInFlow flow) => flow with
    {
        ClientId = facts.Constant("CLIENT_ID", flow.ClientId),
        AuthorizeUrl = flow.AuthorizeUrl is { } authorize ? facts.Constant("AUTHORIZE_URL", authorize) : null,
        TokenUrl = facts.Constant("TOKEN_URL", flow.TokenUrl!),
        DeviceUrl = flow.DeviceUrl is { } device ? facts.Constant("DEVICE_AUTHORIZATION_URL", device) : null,
        RedirectUrl = facts.Redirect("OAUTH_PORT", flow.RedirectUrl),
        Scopes = Words(facts.Constant("SCOPE", string.Join(' ', flow.Scopes))),
    };

    private static SignInFlow DigitalOcean(PluginFacts facts, SignInFlow flow) => flow with
    {
        ClientId = facts.Constant("DO_OAUTH_CLIENT_ID", flow.ClientId),
        AuthorizeUrl = facts.Constant("DO_AUTHORIZE_URL", flow.AuthorizeUrl!),
        RedirectUrl = facts.Redirect("OAUTH_PORT", flow.RedirectUrl),
        Scopes = facts.Source.Constant("OAUTH_SCOPES") is { } scopes ? Words(scopes) : Words(facts.Scope(string.Join(' ', flow.Scopes))),
    };

    private static SignInFlow Snowflake(PluginFacts facts, SignInFlow flow) => flow with
    {
        ClientId = facts.Constant("OAUTH_CLIENT_ID", flow.ClientId),
    };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
