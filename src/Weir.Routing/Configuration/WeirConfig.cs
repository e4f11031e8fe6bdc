using Weir.Catalog;
using Weir.Catalog.Overlays;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Metering.RateLimits;
using Weir.Routing.Targets;

namespace Weir.Routing.Configuration;

/// <summary>weir.yaml version 2 as it stands in the file: substituted and checked, nothing derived.</summary>
public sealed record WeirConfig
{
    /// <summary>The configuration of an empty file.</summary>
    public static WeirConfig Empty { get; } = new();

    /// <summary>Every value as it is written in the file.</summary>
    public IReadOnlyList<WrittenValue> Written { get; init; } = [];

    public IReadOnlyList<ConnectionConfig> Connections { get; init; } = [];

    /// <summary>Short name -> <c>connection/model</c>.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<ChainConfig> Chains { get; init; } = [];

    public RoutingConfig Routing { get; init; } = new();

    /// <summary>Changes to the catalogue: <c>catalog.providers</c>.</summary>
    public IReadOnlyList<ProviderOverlay> Catalog { get; init; } = [];

    /// <summary><c>budgets</c>: one for each amount in the file.</summary>
    public IReadOnlyList<Budget> Budgets { get; init; } = [];

    /// <summary><c>run_soft_tokens</c> and <c>run_hard_tokens</c> of <c>budgets</c>.</summary>
    public IReadOnlyList<RunCap> RunCaps { get; init; } = [];

    /// <summary><c>limits</c>.</summary>
    public IReadOnlyList<RateLimit> RateLimits { get; init; } = [];

    /// <summary><c>prices.overrides</c>.</summary>
    public IReadOnlyList<PriceOverride> PriceOverrides { get; init; } = [];

    /// <summary><c>prices.ceiling</c>: what a model without a known price counts as, under a budget in money; null = it is refused there.</summary>
    public ModelPrice? CeilingPrice { get; init; }

    /// <summary>The <c>alerts</c> block.</summary>
    public AlertsConfig Alerts { get; init; } = new();
    /// <summary><c>prices.unreported</c>.</summary>
    public UnreportedUsage UnreportedUsage { get; init; }

    public CredentialsConfig Credentials { get; init; } = new();

    /// <summary>The <c>local</c> block.</summary>
    public LocalConfig Local { get; init; } = new();

    public ServerConfig Server { get; init; } = new();

    /// <summary>The <c>console</c> block.</summary>
    public ConsoleConfig Console { get; init; } = new();

    public CacheConfig Cache { get; init; } = new();

    /// <summary>OTLP collector; null = none.</summary>
    public Uri? OtlpEndpoint { get; init; }
}

/// <summary>The <c>credentials</c> block.</summary>
public sealed record CredentialsConfig
{
    /// <summary><c>keychain</c>, <c>file</c>, <c>database</c> or <c>plain</c>; null = the keychain where there is one, else the file.</summary>
    public string? Store { get; init; }

    /// <summary><c>opencode</c>: whether keys in OpenCode's auth.json may be used.</summary>
    public bool AllowsOpenCode { get; init; }
}

/// <summary>The <c>server</c> block.</summary>
public sealed record ServerConfig
{
    /// <summary>Addresses to listen on; empty = http://127.0.0.1:9347.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary><c>heartbeat_seconds</c>, 1 to 600.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary><c>max_body_mb</c>, 1 to 2000.</summary>
    public int MaxBodyMegabytes { get; init; } = 100;

    /// <summary><c>shutdown_seconds</c>, 0 to 3600.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>allow_hosts</c>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary><c>tls.cert</c> and <c>tls.key</c>: PEM files, absolute.</summary>
    public (string Certificate, string Key)? Tls { get; init; }
}

/// <summary>One block of <c>providers</c>.</summary>
public sealed record ConnectionConfig
{
    public required string Name { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Type { get; init; }

    /// <summary>Where the block stands, e.g. <c>weir.yaml:3</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Null: the provider's usual one.</summary>
    public string? AuthMethod { get; init; }

    /// <summary>The key after substitution; null = from the environment, if there.</summary>
    public Weir.Credentials.Secret? ApiKey { get; init; }

    /// <summary>The name in <c>api_key: {keychain: NAME}</c>; null = none.</summary>
    public string? ApiKeyName { get; init; }

    /// <summary>The <c>auth</c> block.</summary>
    public Weir.Credentials.AuthSettings Auth { get; init; } = Weir.Credentials.AuthSettings.None;

    /// <summary>Where the key comes from, in words: <c>OPENAI_API_KEY (weir.yaml:5)</c>, <c>weir.yaml:5</c>, <c>file keys/lab (weir.yaml:9)</c>.</summary>
    public string? ApiKeySource { get; init; }

    /// <summary><c>env</c>: variables that may hold the key, best first, where <see cref="ApiKey"/> is null; null: the provider's.</summary>
    public IReadOnlyList<string>? KeyVariables { get; init; }

    /// <summary><c>variables</c>: values for the <c>${NAME}</c> parts of the catalogue's addresses; they go before the environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public Uri? BaseUrl { get; init; }

    /// <summary>Null: the catalogue's dialect.</summary>
    public string? Dialect { get; init; }

    /// <summary>Null: the catalogue's list.</summary>
    public IReadOnlyList<ModelOverlay>? Models { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public bool IncludeUsage { get; init; } = true;

    public Version? HttpVersion { get; init; }

    public ConnectionTimeouts Timeouts { get; init; } = ConnectionTimeouts.Default;

    public bool Enabled { get; init; } = true;

    /// <summary>The <c>quota</c> block.</summary>
    public QuotaSettings Quota { get; init; } = QuotaSettings.Default;

    /// <summary>For <c>type: simulator</c>.</summary>
    public SimulatorSettings? Simulator { get; init; }

    /// <summary>Why it can't be served, in a sentence: what was saved is not good any more. Null for blocks of weir.yaml, which are refused instead.</summary>
    public string? Problem { get; init; }
}
