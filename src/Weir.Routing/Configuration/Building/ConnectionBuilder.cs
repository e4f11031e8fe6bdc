using Weir.Catalog;
using Weir.Credentials;
using Weir.Routing.Configuration.Values;
using Weir.Routing.Names;
using Weir.Routing.Targets;

namespace Weir.Routing.Configuration.Building;

internal sealed class ConnectionBuilder(LoadContext context, KnownProviders known)
{
    private const string KeyRemedy = "Keep it out of the file: ${VAR}, {env: NAME}, {file: PATH} or {keychain: NAME}.";

    private readonly ModelBuilder _models = new(context);
    private readonly HeaderReader _headers = new(context.Problems);
    private readonly CloudflareHeaders _cloudflare = new(context.Problems);
    private readonly QuotaBuilder _quotas = new(context.Problems);
    private readonly VariableReader _variables = new(context.Problems);

    /// <summary>The connection; null when it has no usable name or type (then there is a problem).</summary>
    public ConnectionConfig? Build(ConfigBlock block)
    {
        CheckProvider(block);
        var key = block.Scalar("api_key");
        if (key is { Source: null })
        {
            context.Problems.Warning(key.Node, "the key stands here in plain text.", KeyRemedy);
        }

        var headers = _headers.Read(block.Map("headers"));
        if (block.Block("cloudflare") is { } cloudflare)
        {
            headers = _cloudflare.Beside(headers, cloudflare);
        }

        var variables = _variables.Read(block.Map("variables"));
        var models = block.Has("models") ? _models.Build(block.Blocks("models")) : null;
        if (block.Text("name") is not { } name || block.Text("type") is not { } type)
        {
            return null;
        }

        return new ConnectionConfig
        {
            Name = name,
            Type = type,
            Origin = context.Place(block.Node.Line),
            AuthMethod = block.Text("auth_method"),
            ApiKey = key is null or { IsKeychainName: true } ? null : new Secret(key.Text),
            ApiKeyName = key is { IsKeychainName: true } ? key.Text : null,
            Auth = block.Block("auth") is { } auth ? AuthBuilder.Build(auth, context) : AuthSettings.None,
            ApiKeySource = key is null ? null : key.Source is null ? context.Place(key.Node.Line) : $"{key.Source} ({context.Place(key.Node.Line)})",
            KeyVariables = block.Texts("env"),
            Variables = variables,
            BaseUrl = block.Url("base_url"),
            Dialect = block.Text("dialect"),
            Models = block.At("models").IsNull ? null : models,
            Headers = headers,
            IncludeUsage = block.Flag("include_usage") ?? true,
            HttpVersion = block.Text("http_version") switch
            {
                "1.1" => System.Net.HttpVersion.Version11,
                "2" => System.Net.HttpVersion.Version20,
                _ => null,
            },
            Timeouts = Timeouts(block.Block("timeouts")),
            Enabled = block.Flag("enabled") ?? true,
            Quota = block.Block("quota") is { } quota ? _quotas.Build(quota) : QuotaSettings.Default,
            Simulator = block.Block("simulator") is { } simulator ? Simulator(simulator) : null,
        };
    }

    private void CheckProvider(ConfigBlock block)
    {
        if (block.Scalar("type") is not { } type)
        {
            return;
        }

        if (known.Find(type.Text) is not { } provider)
        {
            if (!block.Has("base_url"))
            {
                var near = NearestName.FindMany(type.Text, known.Ids, 3);
                context.Problems.Error(
                    type.Node,
                    $"the catalogue has no provider {type.Shown}.",
                    (near.Count > 0 ? $"Did you mean {Quote.Any(near)}? " : "") + "A provider of your own needs a base_url.");
            }

            return;
        }

        if (block.Scalar("auth_method") is { } method && !provider.AuthMethods.Any(offered => offered.Method == method.Text) && method.Text != "well-known" && !IsOwnCommand(block, method.Text))
        {
            var offered = provider.AuthMethods.Select(static offered => offered.Method).Distinct();
            context.Problems.Error(method.Node, $"{Quote.Of(provider.Id)} has no auth method {method.Shown}.", $"It has {Quote.Any(offered)}.");
        }

        if (block.Has("simulator") && provider.Dialect != DialectNames.Simulator)
        {
            context.Problems.Error(block.At("simulator"), $"these are settings of the simulator; the type here is {type.Shown}.", "Set type: simulator, or take the block out.");
        }

        if (block.Has("cloudflare") && provider.Id != CloudflareHeaders.Provider)
        {
            context.Problems.Error(block.At("cloudflare"), $"these are options of Cloudflare's AI Gateway; the type here is {type.Shown}.", $"Set type: {CloudflareHeaders.Provider}, or take the block out.");
        }

        if (!block.Has("base_url") && provider is { BaseUrl: null, Variables.Count: 0 } && provider.Dialect != DialectNames.Simulator)
        {
            context.Problems.Error(block.Node, $"{Quote.Of(provider.Id)} needs a base_url.", "Add base_url: http://127.0.0.1:8001/v1, or wherever the server is.");
        }
    }

    /// <summary>A token command of one's own signs in to any provider.</summary>
    private static bool IsOwnCommand(ConfigBlock block, string method) =>
        method == "command" && block.Block("auth") is { } auth && (auth.Has("command") || auth.Has("token_file"));

    private static ConnectionTimeouts Timeouts(ConfigBlock? block)
    {
        var standard = ConnectionTimeouts.Default;
        return block is null
            ? standard
            : new ConnectionTimeouts(
                block.Duration("connect") ?? standard.Connect,
                block.Duration("first_byte") ?? standard.FirstByte,
                block.Duration("idle") ?? standard.Idle);
    }

    private static SimulatorSettings Simulator(ConfigBlock block)
    {
        var standard = SimulatorSettings.Default;
        return new SimulatorSettings
        {
            FirstByteDelay = block.Integer("first_byte_delay_ms") is { } delay ? TimeSpan.FromMilliseconds(delay) : standard.FirstByteDelay,
            TokensPerSecond = (double?)block.Number("tokens_per_second") ?? standard.TokensPerSecond,
            LoremTokens = (int?)block.Integer("lorem_tokens") ?? standard.LoremTokens,
            RateLimitRate = (double?)block.Number("rate_limit_rate") ?? standard.RateLimitRate,
            ErrorRate = (double?)block.Number("error_rate") ?? standard.ErrorRate,
            CutRate = (double?)block.Number("cut_rate") ?? standard.CutRate,
        };
    }
}
