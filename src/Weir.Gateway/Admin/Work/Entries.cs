using Weir.Catalog;
using Weir.Dialects.Errors;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Metering.Quotas;
using Weir.Metering.Usage;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work;

/// <summary>From the rooms' own records to what the admin API shows.</summary>
internal static class Entries
{
    private static readonly (ModelCapabilities Capability, string Name)[] Capabilities =
    [
        (ModelCapabilities.Attachment, "attachment"), (ModelCapabilities.Reasoning, "reasoning"), (ModelCapabilities.ToolCall, "toolCall"),
        (ModelCapabilities.StructuredOutput, "structuredOutput"), (ModelCapabilities.Temperature, "temperature"), (ModelCapabilities.OpenWeights, "openWeights"),
    ];

    public static ProviderEntry Of(CatalogProvider provider, RoutingSnapshot snapshot)
    {
        var connections = snapshot.Connections.Where(connection => connection.Provider.Id == provider.Id).ToList();
        var reason = connections.Count > 0
            ? connections.TrueForAll(static connection => connection.NotServed is not null) ? connections[0].NotServed : null
            : ServedDialects.ReasonAgainst(provider);
        return new ProviderEntry
        {
            Id = provider.Id,
            Name = provider.Name,
            Dialect = provider.Dialect,
            Variables = provider.Variables,
            AuthMethods = [.. provider.AuthMethods.Select(static method => new AuthMethodEntry(method.Method, method.Label))],
            Documentation = provider.Documentation,
            Models = provider.Models.Count,
            Connections = [.. connections.Select(static connection => connection.Name)],
            Found = connections is [var first, ..] ? first.Auth.Source : null,
            Served = reason is null,
            Reason = reason,
        };
    }

    public static ConnectionEntry Of(Connection connection) => new()
    {
        Name = connection.Name,
        Provider = connection.Provider.Id,
        Dialect = connection.Provider.Dialect,
        Origin = connection.Origin,
        KeySource = connection.Auth.Masked is null ? null : connection.Auth.Source,
        MaskedKey = connection.Auth.Masked,
        BaseUrl = connection.BaseUrl?.AbsoluteUri,
        Served = connection.NotServed is null,
        Reason = connection.NotServed,
        Models = connection.Models.Count,
    };

    public static ModelEntry Of(Target target, RoutingSnapshot snapshot)
    {
        var model = target.Model;
        return new ModelEntry
        {
            Name = target.Name,
            Connection = target.Connection.Name,
            Provider = target.Connection.Provider.Id,
            Title = model?.Name ?? target.ModelId,
            Aliases = [.. snapshot.Aliases.Where(alias => alias.Value == target.Name).Select(static alias => alias.Key)],
            ContextLimit = model?.ContextLimit ?? 0,
            OutputLimit = model?.OutputLimit ?? 0,
            Capabilities = model is null ? [] : [.. Capabilities.Where(entry => model.Capabilities.HasFlag(entry.Capability)).Select(static entry => entry.Name)],
            InputModalities = model?.InputModalities ?? [],
            OutputModalities = model?.OutputModalities ?? [],
            Status = model?.Status ?? "active",
        };
    }

    public static KeyEntry Of(ClientKey key, DateTimeOffset now) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Prefix = key.Prefix,
        Admin = key.IsAdmin,
        User = key.User,
        Team = key.Team,
        Strict = key.IsStrict,
        Models = key.AllowedModels,
        State = StateOf(key, now),
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
    };

    public static CreatedKey Of(IssuedKey issued, DateTimeOffset now)
    {
        var key = issued.Key;
        return new CreatedKey
        {
            Id = key.Id,
            Name = key.Name,
            Prefix = key.Prefix,
            Admin = key.IsAdmin,
            User = key.User,
            Team = key.Team,
            Strict = key.IsStrict,
            Models = key.AllowedModels,
            State = StateOf(key, now),
            CreatedAt = key.CreatedAt,
            ExpiresAt = key.ExpiresAt,
            RevokedAt = key.RevokedAt,
            Key = issued.Reveal(),
        };
    }

    /// <summary>A limit without what Weir itself used within it.</summary>
    public static QuotaEntry Of(string connection, QuotaWindow window) => new()
    {
        Connection = connection,
        Window = window.Name,
        Meaning = window.Meaning.Word(),
        Used = window.Used,
        Spent = window.Spent,
        Unit = window.Unit,
        Remaining = window.Remaining,
        Limit = window.Limit,
        ResetsAt = window.ResetsAt,
        SeenAt = window.SeenAt,
    };

    public static RequestEntry Of(RequestSummary summary) => Fill(summary.Record, summary.KeyName, summary.Attempts, []);

    public static RequestTrace Of(RequestDetail detail) =>
        Fill(detail.Record, detail.KeyName, detail.Record.Attempts.Count, [.. detail.Record.Attempts.Select(static (attempt, index) => Of(attempt, index + 1))]);

    private static RequestTrace Fill(UsageRecord record, string? keyName, int attemptCount, IReadOnlyList<AttemptTrace> attempts) => new()
    {
        Id = record.Id,
        Time = record.Time,
        Key = keyName ?? record.KeyId,
        User = record.User,
        Team = record.Team,
        Connection = record.Connection,
        Provider = record.Provider,
        ModelAsked = record.ModelAsked,
        ModelAnswered = record.ModelAnswered,
        Dialect = record.Dialect,
        Operation = record.Operation,
        Streamed = record.Streamed,
        Status = record.Status,
        Error = ErrorOf(record.Error),
        ErrorAction = ErrorAdvice.For(record.Error, record.Connection),
        Usage = TokenCounts.From(record.Usage),
        Estimated = record.Estimated,
        CostNanoDollars = record.Cost?.Value,
        SavedNanoDollars = record.SavedNano,
        PriceVersion = record.PriceVersion,
        TtfbMs = record.TimeToFirstByte?.TotalMilliseconds,
        DurationMs = record.Duration.TotalMilliseconds,
        Tags = record.Tags,
        RunId = record.RunId,
        AnsweredBy = record.AnsweredBy,
        SnapshotVersion = record.SnapshotVersion,
        Notes = record.Notes?.Split('\n') ?? [],
        AttemptCount = attemptCount,
        Attempts = attempts,
    };

    public static AttemptTrace Of(AttemptRecord attempt, int number) => new()
    {
        Number = number,
        Connection = attempt.Connection,
        Model = attempt.Model,
        Status = attempt.Status,
        Error = ErrorOf(attempt.Error),
        Detail = attempt.Detail,
        Usage = TokenCounts.From(attempt.Usage),
        Estimated = attempt.Estimated,
        CostNanoDollars = attempt.Cost?.Value,
        PriceVersion = attempt.PriceVersion,
        UpstreamId = attempt.UpstreamId,
        TtfbMs = attempt.TimeToFirstByte?.TotalMilliseconds,
        DurationMs = attempt.Duration.TotalMilliseconds,
        StartedAfterMs = attempt.StartedAfter.TotalMilliseconds,
    };

    private static string? ErrorOf(ErrorKind kind) => kind == ErrorKind.Unknown ? null : kind.Code();

    private static string StateOf(ClientKey key, DateTimeOffset now) => key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now ? "expired" : key.IsUserDisabled ? "disabled" : "active";
}
