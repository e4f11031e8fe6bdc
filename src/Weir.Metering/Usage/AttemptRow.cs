using Weir.Metering.Ledger;

namespace Weir.Metering.Usage;

/// <summary>A row of <c>attempts</c>.</summary>
internal sealed class AttemptRow : MeasuredRow
{
    public const string SelectOfRequest =
        $"SELECT model, started_us AS StartedMicroseconds, detail, upstream_id AS UpstreamId, {Columns} FROM attempts WHERE request_id = @Id ORDER BY number";

    public string Model { get; init; } = "";

    public long StartedMicroseconds { get; init; }

    public string? Detail { get; init; }

    public string? UpstreamId { get; init; }

    public AttemptRecord ToRecord() => new()
    {
        Connection = Connection ?? "",
        Model = Model,
        StartedAfter = Microseconds(StartedMicroseconds),
        TimeToFirstByte = TimeToFirstByte,
        Duration = Duration,
        Status = (int)Status,
        Error = Kind,
        Detail = Detail,
        Usage = Usage,
        Estimated = Estimated != 0,
        Cost = Cost,
        PriceVersion = PriceVersion,
        UpstreamId = UpstreamId,
    };
}
