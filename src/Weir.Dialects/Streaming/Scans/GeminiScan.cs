using Weir.Dialects.Usage;

namespace Weir.Dialects.Streaming.Scans;

/// <summary>Gemini: usage in most chunks, the last one counts; a finish reason or a blocked prompt finishes, and the stream just closes.</summary>
public sealed class GeminiScan : StreamScan
{
    public static GeminiScan Instance { get; } = new();

    public override bool NeedsCare(ReadOnlySpan<byte> events) => ByteSearch.Has(events, "\"usageMetadata\""u8) || ByteSearch.Has(events, "\"error\""u8);

    public override int TextBytes(ReadOnlySpan<byte> events) => ByteSearch.StringBytes(events, "\"text\":"u8);

    public override bool Finishes(ReadOnlySpan<byte> events) => ByteSearch.Has(events, "\"finishReason\""u8) || ByteSearch.Has(events, "\"blockReason\""u8);

    public override ScanNotes Read(ReadOnlySpan<byte> data, out TokenUsage usage)
    {
        var notes = ByteSearch.TryReadUsage(data, UsageName.UsageMetadata, out usage) ? ScanNotes.Usage : ScanNotes.None;
        return data.StartsWith("{\"error\""u8) || data.StartsWith("{ \"error\""u8) ? notes | ScanNotes.Error : notes;
    }
}
