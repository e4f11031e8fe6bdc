namespace Weir.Catalog.Sync;

/// <summary>
/// OAuth sign-ins by provider, last known values: kept by hand, and corrected by what an OpenCode checkout says. Client ids are public.
/// </summary>
internal static class FlowTable
{
    private const string Code = "authorization-code";
    private const string Device = "device-code";

    private static readonly string[] OpenIdScopes = ["openid", "profile", "email", "offline_access"];
    private static readonly string[] GrokScopes = [.. OpenIdScopes, "grok-cli:access", "api:access"];
    private static readonly string[] ChatGptModels = ["gpt-5.3-codex-spark", "gpt-5.4", "gpt-5.4-mini", "gpt-5.5"];

    private static readonly SignInFlow ChatGpt = new()
    {
        Name = "browser",
        Label = "ChatGPT Pro/Plus (browser)",
        Grant = Code,
        ClientId = "app_EMoamEEZ73f0CkXaXp7hrann",
        AuthorizeUrl = "https://auth.openai.com/oauth/authorize",
        TokenUrl = "https://auth.openai.com/oauth/token",
        RedirectUrl = "http://localhost:1455/auth/callback",
        Scopes = OpenIdScopes,
        AuthorizeParameters = new Dictionary<string, string>
        {
            ["id_token_add_organizations"] = "true",
            ["codex_cli_simplified_flow"] = "true",
            ["originator"] = "weir",
        },
        DefaultLifetime = 3600,
        Claims = new Dictionary<string, IReadOnlyList<string>>
        {
            ["account_id"] = ["/chatgpt_account_id", "/https:~1~1api.openai.com~1auth/chatgpt_account_id", "/organizations/0/id"],
        },
        Headers = new Dictionary<string, string> { ["ChatGPT-Account-Id"] = "${account_id}", ["originator"] = "weir" },
        BaseUrl = "https://chatgpt.com/backend-api/codex",
        Models = ChatGptModels,
        ExcludedModels = ["gpt-5.5-pro", "gpt-5.6"],
    };

    private static readonly SignInFlow Grok = new()
    {
        Name = "browser",
        Label = "xAI Grok OAuth (SuperGrok Subscription)",
        Grant = Code,
        ClientId = "b1a00492-073a-47ea-816f-4c329264a828",
        AuthorizeUrl = "https://auth.x.ai/oauth2/authorize",
        TokenUrl = "https://auth.x.ai/oauth2/token",
        RedirectUrl = "http://127.0.0.1:56121/callback",
        Scopes = GrokScopes,
        AuthorizeParameters = new Dictionary<string, string> { ["nonce"] = "${random}" },
        RedirectOrigins = ["https://accounts.x.ai", "https://auth.x.ai"],
        RefreshEarly = 120,
    };

    private static readonly SignInFlow Copilot = new()
    {
        Name = "device",
        Label = "Login with GitHub Copilot",
        Grant = Device,
        ClientId = "Ov23li8tweQw6odWQebz",
        DeviceUrl = "https://github.com/login/device/code",
        TokenUrl = "https://github.com/login/oauth/access_token",
        Scopes = ["read:user"],
        JsonBody = true,
        PollMargin = 3,
    };

    private static readonly Dictionary<string, SignInFlow[]> Rows = new(StringComparer.Ordinal)
    {
        ["openai"] =
        [
            ChatGpt,
            ChatGpt with
            {
                Name = "device",
                Label = "ChatGPT Pro/Plus (headless)",
                Grant = "openai-device",
                AuthorizeUrl = "https://auth.openai.com/codex/device",
                DeviceUrl = "https://auth.openai.com/api/accounts/deviceauth/usercode",
                RedirectUrl = "https://auth.openai.com/deviceauth/callback",
                Scopes = [],
                AuthorizeParameters = new Dictionary<string, string>(),
                PollMargin = 3,
            },
        ],
        ["github-copilot"] =
        [
            Copilot,
            Copilot with
            {
                Name = "enterprise",
                Label = "Login with GitHub Copilot (GitHub Enterprise)",
                DeviceUrl = "https://${host}/login/device/code",
                TokenUrl = "https://${host}/login/oauth/access_token",
                BaseUrl = "https://copilot-api.${host}",
                Fields = [new() { Name = "host", Label = "Host of GitHub Enterprise, e.g. octo.ghe.com", Form = SignInFieldForms.Host }],
            },
        ],
        ["xai"] =
        [
            Grok,
            Grok with
            {
                Name = "device",
                Label = "xAI Grok OAuth (Headless / Remote / VPS)",
                Grant = Device,
                AuthorizeUrl = null,
                DeviceUrl = "https://auth.x.ai/oauth2/device/code",
                RedirectUrl = null,
                AuthorizeParameters = new Dictionary<string, string>(),
                RedirectOrigins = [],
            },
        ],
        ["digitalocean"] =
        [
            new()
            {
                Name = "browser",
                Label = "Login with DigitalOcean",
                Grant = "implicit",
                ClientId = "b1a6c5158156caac821fd1b30253ca8acb52454a48fa744420e41889cb589f82",
                AuthorizeUrl = "https://cloud.digitalocean.com/v1/oauth/authorize",
                RedirectUrl = "http://localhost:1456/auth/callback",
                Scopes = ["genai:read", "inference:query"],
                DefaultLifetime = 30 * 24 * 3600,
            },
        ],
        ["snowflake-cortex"] =
        [
            new()
            {
                Name = "browser",
                Label = "Login with Snowflake (External Browser)",
                Grant = Code,
                ClientId = "LOCAL_APPLICATION",
                ClientSecret = "LOCAL_APPLICATION",
                BasicClientAuth = true,
                AuthorizeUrl = "https://${account}.snowflakecomputing.com/oauth/authorize",
                TokenUrl = "https://${account}.snowflakecomputing.com/oauth/token-request",
                RedirectUrl = "http://127.0.0.1:0/",
                Scopes = ["refresh_token", "session:role:${role}"],
                DefaultLifetime = 600,
                RefreshEarly = 120,
                Fields =
                [
                    new() { Name = "account", Label = "Account, e.g. myorg-account1", Variable = "SNOWFLAKE_ACCOUNT" },
                    new() { Name = "role", Label = "Role; empty for your default one", IsOptional = true },
                ],
            },
        ],
        ["gitlab"] =
        [
            new()
            {
                Name = "browser",
                Label = "GitLab OAuth",
                Grant = Code,
                ClientId = "1d89f9fdb23ee96d4e603201f6861dab6e143c5c3c00469a018a2d94bdc03d4e",
                AuthorizeUrl = "${instance_url}/oauth/authorize",
                TokenUrl = "${instance_url}/oauth/token",
                RedirectUrl = "http://127.0.0.1:8080/callback",
                Scopes = ["api"],
                DefaultLifetime = 7200,
                RefreshEarly = 300,
                Fields =
                [
                    new()
                    {
                        Name = "instance_url",
                        Label = "Address of GitLab",
                        Form = SignInFieldForms.Url,
                        Default = "https://gitlab.com",
                        Variable = "GITLAB_INSTANCE_URL",
                    },
                ],
            },
        ],
        ["poe"] =
        [
            new()
            {
                Name = "browser",
                Label = "Login with Poe (browser)",
                Grant = Code,
                ClientId = "client_728290227fc048cc9262091a1ea197ea",
                AuthorizeUrl = "https://poe.com/oauth/authorize",
                TokenUrl = "https://api.poe.com/token",
                RedirectUrl = "http://127.0.0.1:0/callback",
                Scopes = ["apikey:create"],
                TokenMember = "api_key",
                LifetimeMember = "api_key_expires_in",
            },
        ],
    };

    public static IReadOnlyList<SignInFlow> Find(string providerId) => Rows.GetValueOrDefault(providerId) ?? [];
}
