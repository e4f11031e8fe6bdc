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

    /// <summary>
    /// The end of a stream of older models tells the output alone. Newer ones tell the input again, but not how long what was written to the cache is kept: only the beginning tells that.
    /// </summary>
    public override TokenUsage Join(TokenUsage before, TokenUsage now)
    {
        var input = now.Input > 0 ? now : before;
        return now with
        {
            Input = input.Input,
            CachedRead = input.CachedRead,
            CachedWrite = input.CachedWrite,
            CachedWriteHour = Math.Min(input.CachedWrite, Math.Max(now.CachedWriteHour, before.CachedWriteHour)),
            InputAudio = Math.Min(input.Input, Math.Max(now.InputAudio, before.InputAudio)),
            InputImage = Math.Min(input.Input, Math.Max(now.InputImage, before.InputImage)),
        };
    }

    public override ScanNotes Read(ReadOnlySpan<byte> data, out TokenUsage usage)
    {
        usage = default;
        var type = ByteSearch.TypeOf(data);
        return type.SequenceEqual("message_stop"u8) ? ScanNotes.End
            : type.SequenceEqual("error"u8) ? ScanNotes.Error
            : (type.SequenceEqual("message_start"u8) || type.SequenceEqual("message_delta"u8)) && ByteSearch.TryReadUsage(data, UsageName.Usage, out usage) ? ScanNotes.Usage
            : ScanNotes.None;
    }
}
