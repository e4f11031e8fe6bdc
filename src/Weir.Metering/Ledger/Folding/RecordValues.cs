using System.Text;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Ledger.Records;

namespace Weir.Metering.Ledger.Folding;

/// <summary>The values of a request's record, kept while it is added, for the sums. Not for concurrent use.</summary>
internal sealed class RecordValues
{
    private readonly long?[] _numbers = new long?[LedgerColumns.Requests.Length];
    private readonly string?[] _texts = new string?[LedgerColumns.Requests.Length];

    /// <summary>Forgets the record before.</summary>
    public void Clear()
    {
        Array.Clear(_numbers);
        Array.Clear(_texts);
    }

    /// <param name="column">0 for the first.</param>
    /// <param name="number">The value, where it is a number.</param>
    /// <param name="text">The value, where it is a text; an empty text and none are the same to the sums.</param>
    public void Take(int column, long? number, ReadOnlySpan<byte> text)
    {
        _numbers[column] = number;
        _texts[column] = text.IsEmpty || !Columns.IsWanted[column] ? null : Encoding.UTF8.GetString(text);
    }

    public BookedRequest ToRequest() => new()
    {
        Id = _texts[Columns.Id] ?? "",
        Time = Number(Columns.Time),
        Provider = _texts[Columns.Provider],
        Connection = _texts[Columns.Connection],
        ModelAsked = _texts[Columns.ModelAsked],
        ModelAnswered = _texts[Columns.ModelAnswered],
        KeyId = _texts[Columns.KeyId],
        User = _texts[Columns.User],
        Team = _texts[Columns.Team],
        Operation = _texts[Columns.Operation],
        Tags = _texts[Columns.Tags],
        RunId = _texts[Columns.RunId],
        Input = Number(Columns.Input),
        CachedRead = Number(Columns.CachedRead),
        CachedWrite = Number(Columns.CachedWrite),
        InputAudio = Number(Columns.InputAudio),
        Output = Number(Columns.Output),
        Reasoning = Number(Columns.Reasoning),
        OutputAudio = Number(Columns.OutputAudio),
        IsEstimated = Number(Columns.Estimated) != 0,
        CostNano = _numbers[Columns.Cost],
        SavedNano = _numbers[Columns.Saved],
        Status = Number(Columns.Status),
        Error = _texts[Columns.Error],
        AnsweredBy = _texts[Columns.AnsweredBy],
        FirstByteMicroseconds = _numbers[Columns.FirstByte],
        DurationMicroseconds = Number(Columns.Duration),
    };

    private long Number(int column) => _numbers[column] ?? 0;

    /// <summary>Where the values stand.</summary>
    private static class Columns
    {
        public static readonly int Id = Of("id");
        public static readonly int Time = Of("time");
        public static readonly int Provider = Of("provider");
        public static readonly int Connection = Of("connection");
        public static readonly int ModelAsked = Of("model_asked");
        public static readonly int ModelAnswered = Of("model_answered");
        public static readonly int KeyId = Of("key_id");
        public static readonly int User = Of("user");
        public static readonly int Team = Of("team");
        public static readonly int Operation = Of("operation");
        public static readonly int Tags = Of("tags");
        public static readonly int RunId = Of("run_id");
        public static readonly int Input = Of("input");
        public static readonly int CachedRead = Of("cached_read");
        public static readonly int CachedWrite = Of("cached_write");
        public static readonly int InputAudio = Of("input_audio");
        public static readonly int Output = Of("output");
        public static readonly int Reasoning = Of("reasoning");
        public static readonly int OutputAudio = Of("output_audio");
        public static readonly int Estimated = Of("estimated");
        public static readonly int Cost = Of("cost_nano");
        public static readonly int Saved = Of("saved_nano");
        public static readonly int Status = Of("status");
        public static readonly int Error = Of("error");
        public static readonly int AnsweredBy = Of("answered_by");
        public static readonly int FirstByte = Of("ttfb_us");
        public static readonly int Duration = Of("duration_us");

        private static readonly int[] Texts =
            [Id, Provider, Connection, ModelAsked, ModelAnswered, KeyId, User, Team, Operation, Tags, RunId, Error, AnsweredBy];

        /// <summary>The texts that are kept: notes and the like are not even decoded.</summary>
        public static readonly bool[] IsWanted = [.. LedgerColumns.Requests.Select(static (_, column) => Texts.Contains(column))];

        private static int Of(string name) => Array.IndexOf(LedgerColumns.Requests, name);
    }
}
