using Weir.Dialects.Errors;
using Weir.Dialects.Usage;

namespace Weir.Metering.Ledger.Records;

/// <summary>
/// A request as a record: the values of its row, then those of each attempt, in the order of <see cref="LedgerColumns"/> and as the tables
/// hold them. The fold binds them as they come.
/// </summary>
internal static class RecordEncoder
{
    // Counts and numbers of a row take less than this, whatever they are.
    private const int RowSize = 40 * RecordWriter.MaxNumberSize;

    /// <summary>The most bytes that the record can take.</summary>
    public static int MaxSize(UsageRecord record)
    {
        var size = RowSize
            + RecordWriter.MaxTextSize(record.Id) + RecordWriter.MaxTextSize(record.KeyId) + RecordWriter.MaxTextSize(record.User)
            + RecordWriter.MaxTextSize(record.Connection) + RecordWriter.MaxTextSize(record.Provider)
            + RecordWriter.MaxTextSize(record.ModelAsked) + RecordWriter.MaxTextSize(record.ModelAnswered)
            + RecordWriter.MaxTextSize(record.Dialect) + RecordWriter.MaxTextSize(record.Operation)
            + RecordWriter.MaxTextSize(record.PriceVersion) + RecordWriter.MaxTextSize(record.Tags)
            + RecordWriter.MaxTextSize(record.RunId) + RecordWriter.MaxTextSize(record.AnsweredBy) + RecordWriter.MaxTextSize(record.Notes)
            + RecordWriter.MaxTextSize(record.Team) + RecordWriter.MaxTextSize(Code(record.Error));
        for (var i = 0; i < record.Attempts.Count; i++)
        {
            var attempt = record.Attempts[i];
            size += RowSize
                + RecordWriter.MaxTextSize(attempt.Connection) + RecordWriter.MaxTextSize(attempt.Model)
                + RecordWriter.MaxTextSize(attempt.Detail) + RecordWriter.MaxTextSize(attempt.PriceVersion) + RecordWriter.MaxTextSize(attempt.UpstreamId)
                + RecordWriter.MaxTextSize(Code(attempt.Error));
        }

        return size;
    }

    /// <summary>Writes the record and returns how many bytes it took.</summary>
    public static int Encode(UsageRecord record, Span<byte> target)
    {
        var writer = new RecordWriter(target);
        writer.Count(LedgerColumns.Requests.Length);
        writer.Text(record.Id);
        writer.Number(record.Time.ToUnixTimeMilliseconds());
        writer.Text(record.KeyId);
        writer.Text(record.User);
        writer.Text(record.Connection);
        writer.Text(record.Provider);
        writer.Text(record.ModelAsked);
        writer.Text(record.ModelAnswered);
        writer.Text(record.Dialect);
        writer.Text(record.Operation);
        writer.Number(record.Streamed ? 1 : 0);
        Encode(record.Usage, ref writer);
        writer.Number(record.Estimated ? 1 : 0);
        writer.Number(record.Cost?.Value);
        writer.Text(record.PriceVersion);
        writer.Number(record.Status);
        writer.Text(Code(record.Error));
        writer.Number(Microseconds(record.TimeToFirstByte));
        writer.Number(Microseconds(record.Duration));
        writer.Text(record.Tags);
        writer.Text(record.RunId);
        writer.Number(record.Attempts.Count);
        writer.Text(record.AnsweredBy);
        writer.Number(record.SnapshotVersion);
        writer.Text(record.Notes);
        writer.Text(record.Team);
        writer.Number(record.SavedNano);

        writer.Count(record.Attempts.Count);
        writer.Count(LedgerColumns.Attempts.Length);
        for (var i = 0; i < record.Attempts.Count; i++)
        {
            Encode(record.Attempts[i], ref writer);
        }

        return writer.Length;
    }

    private static void Encode(AttemptRecord attempt, ref RecordWriter writer)
    {
        writer.Text(attempt.Connection);
        writer.Text(attempt.Model);
        writer.Number(Microseconds(attempt.StartedAfter));
        writer.Number(Microseconds(attempt.TimeToFirstByte));
        writer.Number(Microseconds(attempt.Duration));
        writer.Number(attempt.Status);
        writer.Text(Code(attempt.Error));
        writer.Text(attempt.Detail);
        Encode(attempt.Usage, ref writer);
        writer.Number(attempt.Estimated ? 1 : 0);
        writer.Number(attempt.Cost?.Value);
        writer.Text(attempt.PriceVersion);
        writer.Text(attempt.UpstreamId);
    }

    private static void Encode(in TokenUsage usage, ref RecordWriter writer)
    {
        writer.Number(usage.Input);
        writer.Number(usage.CachedRead);
        writer.Number(usage.CachedWrite);
        writer.Number(usage.InputAudio);
        writer.Number(usage.Output);
        writer.Number(usage.Reasoning);
        writer.Number(usage.OutputAudio);
    }

    private static string? Code(ErrorKind error) => error == ErrorKind.Unknown ? null : error.Code();

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static long? Microseconds(TimeSpan? span) => span is { } value ? Microseconds(value) : null;
}
