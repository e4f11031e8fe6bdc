using Weir.Dialects.Usage;

namespace Weir.Dialects.Streaming.Scans;

/// <summary>Anthropic Messages: input usage in <c>message_start</c>, the rest in <c>message_delta</c>, the end is <c>message_stop</c>.</summary>
public sealed class AnthropicScan : StreamScan
{
    public static AnthropicScan Instance { get; } = new();

    public override bool NeedsCare(ReadOnlySpan<byte> events) =>
        ByteSearch.Has(events, "_tokens\""u8) || ByteSearch.Has(events, "message_stop"u8) || ByteSearch.Has(events, "\"error\""u8);

    public override int TextBytes(ReadOnlySpan<byte> events) =>
        ByteSearch.StringBytes(events, "\"text\":"u8) + ByteSearch.StringBytes(events, "\"partial_json\":"u8) + ByteSearch.StringBytes(events, "\"thinking\":"u8);

    /// <summary>The end of a stream of older models tells the output alone.</summary>
    public override TokenUsage Join(TokenUsage before, TokenUsage now) =>
        now.Input > 0 ? now : now with { Input = before.Input, CachedRead = before.CachedRead, CachedWrite = before.CachedWrite, CachedWriteHour = before.CachedWriteHour };

    public override ScanNotes Read(ReadOnlySpan<byte> data, out TokenUsage usage)
    {
        usage = default;
        var type = ByteSearch.TypeOf(data);
        return type.SequenceEqual("message_stop"u8) ? ScanNotes.End
            : type.SequenceEqual("error"u8) ? ScanNotes.Error
            : (type.SequenceEqual("message_start"u8) || type.SequenceEqual("message_delta"u8)) && ByteSearch.TryReadUsage(data, "\"usage\""u8, out usage) ? ScanNotes.Usage
            : ScanNotes.None;
    }
}
