namespace Weir.Routing.Configuration.Keys;

/// <summary>Every key of weir.yaml, version 2.</summary>
internal static class KeyTable
{
    public const int Version = 2;

    private const decimal Many = 1_000_000_000_000;

    private static readonly KeyBlock Chain = new("chain", "Targets to try in order. Checked; this version doesn't act on it yet.",
    [
        new("targets", ValueKind.TextList, "connection/model, best first; an alias will do.") { Required = true },
        new("retries", ValueKind.Integer, "Further tries.") { Min = 0, Max = 20 },
        new("ask_before_switching", ValueKind.Boolean, "Whether to ask before another target is used."),
    ]);

    private static readonly KeyBlock Budget = new("budget", "Money and tokens that may be spent. Checked; this version doesn't act on it yet.",
    [
        new("on", ValueKind.Text, "What it is on: provider:NAME or key:NAME.") { Required = true },
        new("daily", ValueKind.Number, "US dollars a day.") { Min = 0, Max = Many },
        new("monthly", ValueKind.Number, "US dollars a month.") { Min = 0, Max = Many },
        new("alert", ValueKind.Number, "Share of it from which to warn.") { Min = 0, Max = 1 },
        new("run_soft_tokens", ValueKind.Integer, "Tokens of one run from which to warn.") { Min = 0, Max = Many },
        new("run_hard_tokens", ValueKind.Integer, "Tokens of one run at which it ends.") { Min = 0, Max = Many },
    ]);

    private static readonly KeyBlock Limit = new("rate_limit", "How fast something may be used. Checked; this version doesn't act on it yet.",
    [
        new("on", ValueKind.Text, "What it is on: provider:NAME or key:NAME.") { Required = true },
        new("rpm", ValueKind.Integer, "Requests a minute.") { Min = 1, Max = Many },
        new("tpm", ValueKind.Integer, "Tokens a minute.") { Min = 1, Max = Many },
        new("concurrent", ValueKind.Integer, "Requests at a time.") { Min = 1, Max = 1_000_000 },
    ]);

    private static readonly KeyBlock Storage = new("storage", "Where the ledger is kept. Checked; this version keeps it in SQLite.",
    [
        new("provider", ValueKind.Text, "Kind of database.") { Allowed = ["sqlite", "postgresql"], Required = true },
        new("connection", ValueKind.Secret, "Connection string, for postgresql."),
    ]);

    private static readonly KeyBlock Catalog = new("catalog", "Changes to the catalogue.",
    [
        new("providers", ValueKind.BlockList, "Providers to add or change.") { Block = ProviderKeys.CatalogProvider },
    ]);

    private static readonly KeyBlock Credentials = new("credentials", "Where secrets are kept.",
    [
        new("store", ValueKind.Text, "The secret store; the system keychain where there is one, else an encrypted file, when left out.") { Allowed = ["keychain", "file", "database", "plain"] },
        new("opencode", ValueKind.Boolean, "Whether keys in OpenCode's auth.json may be used; false when left out."),
    ]);

    private static readonly KeyBlock Tls = new("tls", "The certificate for https addresses.",
    [
        new("cert", ValueKind.Text, "Certificate with its chain, a PEM file; relative to weir.yaml.") { Required = true },
        new("key", ValueKind.Text, "Its private key, a PEM file; relative to weir.yaml.") { Required = true },
    ]);

    private static readonly KeyBlock Server = new("server", "How Weir listens.",
    [
        new("urls", ValueKind.TextList, "Addresses to listen on; http://127.0.0.1:9347 when left out."),
        new("heartbeat_seconds", ValueKind.Integer, "Silence in a stream after which a comment is sent; 15 when left out.") { Min = 1, Max = 600 },
        new("max_body_mb", ValueKind.Integer, "Largest request; 100 when left out.") { Min = 1, Max = 2000 },
        new("shutdown_seconds", ValueKind.Integer, "How long running requests may take to end; 30 when left out.") { Min = 0, Max = 3600 },
        new("allow_hosts", ValueKind.TextList, "Host names that requests may use."),
        new("tls", ValueKind.Block, "The certificate.") { Block = Tls },
    ]);

    private static readonly KeyBlock Telemetry = new("telemetry", "Traces and metrics.",
    [
        new("otlp_endpoint", ValueKind.Url, "OTLP collector; none when left out."),
    ]);

    public static KeyBlock Root { get; } = new("weir", "Weir's configuration, version 2.",
    [
        new("version", ValueKind.Integer, "Version of the format: 2.") { Min = Version, Max = Version, Required = true },
        new("providers", ValueKind.BlockList, "Connections.") { Block = ProviderKeys.Connection },
        new("aliases", ValueKind.TextMap, "Short names, each for a connection/model."),
        new("chains", ValueKind.BlockMap, "Named lists of targets.") { Block = Chain },
        new("budgets", ValueKind.BlockList, "Budgets.") { Block = Budget },
        new("limits", ValueKind.BlockList, "Rate limits.") { Block = Limit },
        new("storage", ValueKind.Block, "The database.") { Block = Storage },
        new("catalog", ValueKind.Block, "Your own providers and models.") { Block = Catalog },
        new("credentials", ValueKind.Block, "Secret stores.") { Block = Credentials },
        new("server", ValueKind.Block, "The server.") { Block = Server },
        new("telemetry", ValueKind.Block, "Where telemetry goes.") { Block = Telemetry },
    ]);

    /// <summary>Every block once, outer before inner.</summary>
    public static IReadOnlyList<KeyBlock> Blocks { get; } = [.. Gather(Root).Distinct()];

    private static IEnumerable<KeyBlock> Gather(KeyBlock block) =>
        [block, .. block.Keys.Where(static key => key.Block is not null).SelectMany(static key => Gather(key.Block!))];
}
