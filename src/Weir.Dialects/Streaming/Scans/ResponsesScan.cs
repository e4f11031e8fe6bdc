using Weir.Dialects.Usage;

namespace Weir.Dialects.Streaming.Scans;

/// <summary>OpenAI Responses: the last event holds the whole answer and its usage.</summary>
public sealed class ResponsesScan : StreamScan
{
    public static ResponsesScan Instance { get; } = new();

    public override bool NeedsCare(ReadOnlySpan<byte> events) =>
        ByteSearch.Has(events, "response.completed"u8) || ByteSearch.Has(events, "response.incomplete"u8) || ByteSearch.Has(events, "response.failed"u8) ||
        ByteSearch.Has(events, "response.cancelled"u8) || ByteSearch.Has(events, "\"error\""u8);

    public override int TextBytes(ReadOnlySpan<byte> events) => ByteSearch.StringBytes(events, "\"delta\":"u8);

    public override ScanNotes Read(ReadOnlySpan<byte> data, out TokenUsage usage)
    {
        usage = default;
        var type = ByteSearch.TypeOf(data);
        if (type.SequenceEqual("error"u8))
        {
            return ScanNotes.Error;
        }

        var isFailure = type.SequenceEqual("response.failed"u8);
        if (!isFailure && !type.SequenceEqual("response.completed"u8) && !type.SequenceEqual("response.incomplete"u8) && !type.SequenceEqual("response.cancelled"u8))
        {
            return ScanNotes.None;
        }

        return ScanNotes.End | (isFailure ? ScanNotes.Error : 0) | (ByteSearch.TryReadUsage(data, UsageName.Usage, out usage) ? ScanNotes.Usage : 0);
    }
}
