using Weir.Metering.Keys;
using Weir.Metering.Ledger;

namespace Weir.Metering.Usage;

/// <summary>A row of <c>requests</c>.</summary>
internal sealed class RequestRow : MeasuredRow
{
    /// <summary>Select without a condition; <c>requests</c> is <c>r</c>.</summary>
    public const string Select =
        $"""
        SELECT r.id, time, key_id AS KeyId, user, team, saved_nano AS SavedNano, provider, model_asked AS ModelAsked, model_answered AS ModelAnswered, dialect,
               operation, streamed, tags, run_id AS RunId, attempts AS AttemptCount, answered_by AS AnsweredBy, snapshot AS SnapshotVersion, notes,
               (SELECT name FROM keys WHERE keys.id = r.key_id) AS KeyName, {Columns}
        FROM requests r
        """;

    public string Id { get; init; } = "";

    public long Time { get; init; }

    public string? KeyId { get; init; }

    public string? KeyName { get; init; }

    public string? User { get; init; }

    public string? Team { get; init; }

    public long? SavedNano { get; init; }

    public string? Provider { get; init; }

    public string? ModelAsked { get; init; }

    public string? ModelAnswered { get; init; }

    public string Dialect { get; init; } = "";

    public string Operation { get; init; } = "";

    public long Streamed { get; init; }

    public string? Tags { get; init; }

    public string? RunId { get; init; }

    public long AttemptCount { get; init; }

    public string? AnsweredBy { get; init; }

    public long? SnapshotVersion { get; init; }

    public string? Notes { get; init; }

    public string? NameOfKey => KeyName ?? FixedKeys.NameOf(KeyId);

    public RequestSummary ToSummary() => new(ToRecord([]), NameOfKey, (int)AttemptCount);

    public UsageRecord ToRecord(IReadOnlyList<AttemptRecord> attempts) => new()
    {
        Id = Id,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(Time),
        KeyId = KeyId,
        User = User,
        Team = Team,
        SavedNano = SavedNano,
        Connection = Connection,
        Provider = Provider,
        ModelAsked = ModelAsked,
        ModelAnswered = ModelAnswered,
        Dialect = Dialect,
        Operation = Operation,
        Streamed = Streamed != 0,
        Usage = Usage,
        Estimated = Estimated != 0,
        Cost = Cost,
        PriceVersion = PriceVersion,
        Status = (int)Status,
        Error = Kind,
        TimeToFirstByte = TimeToFirstByte,
        Duration = Duration,
        Tags = Tags,
        RunId = RunId,
        AnsweredBy = AnsweredBy,
        SnapshotVersion = SnapshotVersion,
        Notes = Notes,
        Attempts = attempts,
    };
}
