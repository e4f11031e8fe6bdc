using Weir.Catalog;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

/// <summary>An OAuth sign-in of a provider: one block of <c>sign_in</c>.</summary>
internal sealed class FlowBuilder(ProblemList problems)
{
    private static readonly SignInFlow Usual = new() { Name = "", Label = "Sign in", Grant = "", ClientId = "" };

    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["device-code"] = ["device_url", "token_url"],
        ["authorization-code"] = ["authorize_url", "token_url", "redirect_url"],
        ["implicit"] = ["authorize_url", "redirect_url"],
        ["openai-device"] = ["device_url", "authorize_url", "token_url", "redirect_url"],
    };

    /// <summary>The flow; null when a key it needs is missing (then there is a problem).</summary>
    public SignInFlow? Build(ConfigBlock block)
    {
        if (block.Text("grant") is not { } grant || block.Text("client_id") is not { } client || !HasAddresses(block, grant))
        {
            return null;
        }

        return new SignInFlow
        {
            Name = block.Text("name") ?? (grant is "device-code" or "openai-device" ? "device" : "browser"),
            Label = block.Text("label") ?? Usual.Label,
            Grant = grant,
            ClientId = client,
            ClientSecret = block.Text("client_secret"),
            BasicClientAuth = block.Flag("basic_client_auth") ?? false,
            AuthorizeUrl = block.Text("authorize_url"),
            TokenUrl = block.Text("token_url"),
            DeviceUrl = block.Text("device_url"),
            RedirectUrl = block.Text("redirect_url"),
            Scopes = block.Texts("scopes") ?? [],
            AuthorizeParameters = Texts(block, "authorize_parameters"),
            RedirectOrigins = block.Texts("redirect_origins") ?? [],
            JsonBody = block.Flag("json_body") ?? false,
            TokenMember = block.Text("token_member") ?? Usual.TokenMember,
            LifetimeMember = block.Text("lifetime_member") ?? Usual.LifetimeMember,
            DefaultLifetime = Seconds(block, "default_lifetime") ?? Usual.DefaultLifetime,
            RefreshEarly = Seconds(block, "refresh_early") ?? Usual.RefreshEarly,
            PollMargin = Seconds(block, "poll_margin") ?? Usual.PollMargin,
            Claims = Claims(block),
            Headers = new HeaderReader(problems).Read(block.Map("headers")),
            Fields = [.. block.Blocks("fields").Where(static field => field.Text("name") is not null).Select(Field)],
            BaseUrl = block.Text("base_url"),
            Models = block.Texts("models") ?? [],
            ExcludedModels = block.Texts("excluded_models") ?? [],
        };
    }

    private bool HasAddresses(ConfigBlock block, string grant)
    {
        var missing = Needed[grant].Where(key => !block.Has(key)).ToList();
        if (missing.Count > 0)
        {
            problems.Error(block.Node, $"a sign-in with grant {grant} needs {string.Join(" and ", missing)}.", "The provider's documentation names its OAuth addresses.");
        }

        return missing.Count == 0;
    }

    private static SignInField Field(ConfigBlock block) => new()
    {
        Name = block.Text("name")!,
        Label = block.Text("label") ?? block.Text("name")!,
        Form = block.Text("form") ?? SignInFieldForms.Text,
        Default = block.Text("default"),
        Variable = block.Text("variable"),
        IsOptional = block.Flag("optional") ?? false,
    };

    private static Dictionary<string, IReadOnlyList<string>> Claims(ConfigBlock block)
    {
        var claims = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var claim in block.Blocks("claims"))
        {
            if (claim.Text("name") is { } name)
            {
                claims[name] = claim.Texts("pointers") ?? [];
            }
        }

        return claims;
    }

    private static Dictionary<string, string> Texts(ConfigBlock block, string key)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in block.Map(key))
        {
            texts[name.Text] = value.Text;
        }

        return texts;
    }

    private static int? Seconds(ConfigBlock block, string key) => block.Duration(key) is { } time ? (int)time.TotalSeconds : null;
}
