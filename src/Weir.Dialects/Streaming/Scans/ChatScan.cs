using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Streaming.Scans;

/// <summary>OpenAI chat and its kin.</summary>
public sealed class ChatScan : StreamScan
{
    public static ChatScan Instance { get; } = new();

    public override bool NeedsCare(ReadOnlySpan<byte> events) => ChatEventScan.NeedCare(events);

    public override int TextBytes(ReadOnlySpan<byte> events) => ChatEventScan.TextBytes(events);

    public override bool Finishes(ReadOnlySpan<byte> events) => ChatEventScan.Of(events).HasFinishReason();

    public override ScanNotes Read(ReadOnlySpan<byte> data, out TokenUsage usage)
    {
        var @event = ChatEventScan.Of(data);
        usage = default;
        if (@event.IsDone)
        {
            return ScanNotes.End;
        }

        var isError = @event.IsError();
        return (@event.TryReadUsage(out usage) ? ScanNotes.Usage | (!isError && @event.HasNoChoices() ? ScanNotes.OnlyUsage : 0) : 0) | (isError ? ScanNotes.Error : 0);
    }
}
