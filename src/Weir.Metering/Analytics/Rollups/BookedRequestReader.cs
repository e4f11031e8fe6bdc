using System.Data.Common;

namespace Weir.Metering.Analytics.Rollups;

/// <summary>Reads rows with <see cref="BookedRequest.Columns"/>.</summary>
internal static class BookedRequestReader
{
    public static BookedRequest Read(DbDataReader row)
    {
        var at = 0;
        return new BookedRequest
        {
            Id = row.GetString(at++),
            Time = row.GetInt64(at++),
            Provider = Text(row, at++),
            Connection = Text(row, at++),
            ModelAsked = Text(row, at++),
            ModelAnswered = Text(row, at++),
            KeyId = Text(row, at++),
            User = Text(row, at++),
            Team = Text(row, at++),
            Operation = Text(row, at++),
            Tags = Text(row, at++),
            RunId = Text(row, at++),
            Input = row.GetInt64(at++),
            CachedRead = row.GetInt64(at++),
            CachedWrite = row.GetInt64(at++),
            InputAudio = row.GetInt64(at++),
            Output = row.GetInt64(at++),
            Reasoning = row.GetInt64(at++),
            OutputAudio = row.GetInt64(at++),
            IsEstimated = row.GetInt64(at++) != 0,
            CostNano = Number(row, at++),
            SavedNano = Number(row, at++),
            Status = row.GetInt64(at++),
            Error = Text(row, at++),
            AnsweredBy = Text(row, at++),
            FirstByteMicroseconds = Number(row, at++),
            DurationMicroseconds = row.GetInt64(at),
        };
    }

    // An empty text and none are the same to the sums.
    private static string? Text(DbDataReader row, int at) => !row.IsDBNull(at) && row.GetString(at) is { Length: > 0 } text ? text : null;

    private static long? Number(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetInt64(at);
}
