using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Connections;
using Weir.Gateway.Admin.Requests;
using Weir.Gateway.Admin.Usage;

namespace Weir.Tests.Invocation;

/// <summary>A gateway that is made up: one connection, one model, one key, one request.</summary>
internal sealed partial class FakeAdmin : IGatewayAdmin
{
    public const string Secret = "weir-3fQxSecretThatIsShownOnce0123456789";

    public List<object> Calls { get; } = [];

    public bool TestsSucceed { get; set; } = true;

    public AdminProblem? Refusal { get; set; }

    private static ConnectionEntry Lab => new()
    {
        Name = "lab",
        Provider = "openai",
        Dialect = "openai-chat",
        Origin = "weir.yaml:3",
        KeySource = "OPENAI_API_KEY",
        MaskedKey = "ab...yz",
        BaseUrl = "https://api.openai.com/v1",
        Served = true,
        Models = 1,
    };

    private static KeyEntry Ci => new() { Id = "key_ci", Name = "ci", Prefix = "weir-3fQx", State = "active", CreatedAt = FixedTime.Now };

    private static ProviderEntry[] Providers =>
    [
        new() { Id = "anthropic", Name = "Anthropic", Dialect = "anthropic-messages", Served = false, Reason = "dialect not spoken yet" },
        new() { Id = "openai", Name = "OpenAI", Dialect = "openai-responses", Variables = ["OPENAI_API_KEY"], Connections = ["lab"], Found = "OPENAI_API_KEY", Served = true, Models = 1 },
    ];

    private static ModelEntry Model => new()
    {
        Name = "lab/gpt-5",
        Connection = "lab",
        Provider = "openai",
        Title = "GPT-5",
        Aliases = ["fast"],
        ContextLimit = 400_000,
        OutputLimit = 128_000,
        InputUsdPerMillion = 1.25m,
        OutputUsdPerMillion = 10m,
        Capabilities = ["toolCall"],
        Status = "active",
    };

    public Task<IReadOnlyList<ProviderEntry>> ListProvidersAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<ProviderEntry>>(Providers);

    public Task<IReadOnlyList<ConnectionEntry>> ListConnectionsAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<ConnectionEntry>>([Lab]);

    public Task<IReadOnlyList<ConnectionStatus>> ConnectionStatusesAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<ConnectionStatus>>(
    [
        new()
        {
            Name = "lab", Provider = "openai", Origin = "weir.yaml:3", Status = "rate-limited", Reason = "It takes requests again at 12:05:00Z.", Credential = "ready",
            LastUsed = FixedTime.Now.AddMinutes(-2), LastError = "rate_limited", LastErrorAt = FixedTime.Now.AddMinutes(-1), LimitedUntil = FixedTime.Now.AddMinutes(5), Models = 12, RequestsToday = 7, CostTodayUsd = 0.25m,
        },
        new() { Name = "ollama", Provider = "ollama", Origin = "found by itself", Status = "available", Credential = "ready", Models = 3, LoadedModels = 1, CheckedAt = FixedTime.Now },
    ]);

    public Task<ProviderDetail> GetProviderAsync(string name, CancellationToken cancellationToken) => Give(
        new ProviderDetail(Providers[1], [Lab], new ConnectionDetail
        {
            Name = "lab",
            Provider = "openai",
            Origin = "weir.yaml:3",
            Declared = true,
            Saved = false,
            Enabled = true,
            Settings = [new("base_url", "http://lab/v1", "weir.yaml:4")],
            Uses = new ConnectionUses(["fast"], [], ["ci"], [], []),
        }),
        name);

    public Task<ConnectionTest> TestConnectionAsync(string connection, CancellationToken cancellationToken) => Give(
        TestsSucceed
            ? new ConnectionTest { Connection = connection, Ok = true, Message = "It answers.", DurationMs = 12 }
            : new ConnectionTest { Connection = connection, Ok = false, ErrorKind = "invalid_credentials", Message = "The key is refused.", Action = "Set another key.", DurationMs = 12 },
        connection);

    public Task<IReadOnlyList<ModelEntry>> ListModelsAsync(string? provider, CancellationToken cancellationToken) => Give<IReadOnlyList<ModelEntry>>([Model], provider ?? "all");

    public Task<ModelEntry> GetModelAsync(string name, CancellationToken cancellationToken) => Give(Model, name);

    public Task<IReadOnlyList<KeyEntry>> ListKeysAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<KeyEntry>>([Ci]);

    public Task<CreatedKey> CreateKeyAsync(KeyOrder order, CancellationToken cancellationToken) =>
        Give(new CreatedKey { Id = "key_new", Name = order.Name, Prefix = "weir-3fQx", State = "active", Models = order.Models, Key = Secret }, order);

    public Task<KeyEntry> RevokeKeyAsync(string key, CancellationToken cancellationToken) => Give(Ci with { State = "revoked" }, key);

    public Task<CreatedKey> RotateKeyAsync(string key, TimeSpan overlap, CancellationToken cancellationToken) =>
        Give(new CreatedKey { Id = "key_new", Name = key, Prefix = "weir-3fQx", State = "active", Key = Secret }, (key, overlap));

    public Task<UsageReport> UsageAsync(UsageQuestion question, CancellationToken cancellationToken)
    {
        var sums = new UsageSums { Requests = 2, Usage = new TokenCounts { Input = 1000, Output = 200 }, CostNanoDollars = 3_250_000, CacheHits = 3, SavedByPromptCachesNanoDollars = 10_000_000, SavedByAnswerCacheNanoDollars = 2_000_000, FirstByte = new LatencyFigures(312, 500, 900), Duration = new LatencyFigures(1200, 3000, 4000) };
        return Give(new UsageReport { By = question.By, Since = question.Since, Rows = [new UsageLine("=lab,gpt", null, sums)], Totals = sums }, question);
    }

    public Task<UsageOverTime> UsageOverTimeAsync(UsageTimeQuestion question, CancellationToken cancellationToken) => Give(
        new UsageOverTime
        {
            Interval = question.Interval,
            By = question.By,
            TimeZone = question.TimeZone ?? "UTC",
            Starts = [FixedTime.Now],
            Lines = [new UsageTimeLine("lab/gpt", null, false, [new UsagePoint(2, 1, 1000, 200, 3_250_000, 7)])],
        },
        question);

    public Task<UsageProjection> ProjectionAsync(string? timeZone, UsageFilters filters, CancellationToken cancellationToken) => Give(
        new UsageProjection
        {
            TimeZone = timeZone ?? "UTC",
            SpentNanoDollars = 41_500_000_000,
            ExpectedNanoDollars = 1_120_250_000_000,
            LowNanoDollars = 980_000_000_000,
            HighNanoDollars = 1_300_000_000_000,
            DaysKnown = 28,
        },
        (timeZone, filters));

    public IAsyncEnumerable<RequestEntry> ExportRequestsAsync(RequestFilter filter, CancellationToken cancellationToken)
    {
        Calls.Add(filter);
        return new RequestEntry[] { Trace("req_1"), Trace("req_2") }.ToAsyncEnumerable();
    }

    public Task<IReadOnlyList<RequestEntry>> RequestsAsync(RequestFilter filter, int limit, CancellationToken cancellationToken) =>
        Give<IReadOnlyList<RequestEntry>>([Trace("req_1")], (filter, limit));

    public Task<RequestTimes> RequestTimesAsync(RequestFilter filter, TimeSpan? span, CancellationToken cancellationToken) => Give(
        new RequestTimes { SpanSeconds = 60, Spans = [new RequestSpan(FixedTime.Now.AddMinutes(-1), 40, 3), new RequestSpan(FixedTime.Now, 7, 0)] },
        (filter, span));

    public Task<RequestTrace> ExplainAsync(string id, CancellationToken cancellationToken) => Give(Trace(id), id);

    public Task<IReadOnlyList<QuotaEntry>> QuotasAsync(string? connection, bool refresh, CancellationToken cancellationToken) => Give<IReadOnlyList<QuotaEntry>>(
    [
        .. new QuotaEntry[]
        {
            new() { Connection = "lab", Window = "5h", Meaning = "window", Used = 0.42, Credential = "weir.yaml:3", ResetsAt = FixedTime.Now.AddHours(2), SeenAt = FixedTime.Now.AddMinutes(-3), Own = new UsageSums { Requests = 7, Usage = new TokenCounts { Input = 1000, Output = 234 } } },
            new() { Connection = "other", Window = "requests", Meaning = "rate_limit", Remaining = 59, Limit = 60, Used = 1 - (59 / 60.0), SeenAt = FixedTime.Now },
            new() { Connection = "paid", Window = "cost", Meaning = "budget", Remaining = 37.5m, Limit = 50, Spent = 12.5m, Used = 0.25, Unit = "USD", SeenAt = FixedTime.Now, AgeSeconds = 0, Credential = "PAID_KEY (environment)", Error = "It answered 503.", WithheldUntil = FixedTime.Now.AddMinutes(5) },
            new() { Connection = "shut", Credential = "keychain", Error = "It answered 401: the credential may not read the quota." },
        }.Where(quota => connection is null || quota.Connection == connection),
    ], (connection, refresh));

    public Task<GatewayStatus> StatusAsync(CancellationToken cancellationToken) => Give(new GatewayStatus
    {
        Version = "0.1.0",
        Running = true,
        Url = "http://127.0.0.1:9347",
        UptimeSeconds = 3700,
        DataFolder = "/data",
        SnapshotVersion = 2,
        CatalogDate = new DateOnly(2026, 6, 30),
        SqliteEngine = "SQLite 3.50.1 (libsqlite3.so.0)",
        Connections = 1,
    });

    private static RequestTrace Trace(string id) => new()
    {
        Id = id,
        Time = FixedTime.Now,
        Key = "ci",
        Connection = "lab",
        Provider = "openai",
        ModelAsked = "fast",
        ModelAnswered = "lab/gpt-5",
        Dialect = "openai-chat",
        Operation = "chat.completions",
        Status = 200,
        DurationMs = 321.5,
        TtfbMs = 100,
        CostNanoDollars = 1_500_000,
        PriceVersion = "catalog:2026-06-30",
        AttemptCount = 2,
        Usage = new TokenCounts { Input = 12, Output = 34 },
        Attempts =
        [
            new() { Number = 1, Connection = "lab", Model = "gpt-5", Status = 503, Error = "overloaded", Detail = "Busy.", DurationMs = 20, StartedAfterMs = 1 },
            new() { Number = 2, Connection = "lab", Model = "gpt-5", Status = 200, DurationMs = 300, StartedAfterMs = 21, CostNanoDollars = 1_500_000, PriceVersion = "catalog:2026-06-30", CostParts = [new("input", 12, 2.5m), new("output", 34, 10m)] },
        ],
    };

    private Task<T> Give<T>(T value, object? call = null)
    {
        if (Refusal is not null)
        {
            throw new AdminException(Refusal);
        }

        Calls.Add(call ?? typeof(T));
        return Task.FromResult(value);
    }
}
