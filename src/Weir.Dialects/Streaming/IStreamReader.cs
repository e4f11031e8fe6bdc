namespace Weir.Dialects.Streaming;

/// <summary>Reads a streamed answer off its bytes. One for each answer; not thread-safe.</summary>
public interface IStreamReader
{
    /// <summary>Takes the next bytes, cut anywhere, and adds what they tell. Never throws on bad input: that is an <see cref="AnswerFailed"/>, after which nothing more comes.</summary>
    void Read(ReadOnlySpan<byte> bytes, ICollection<StreamEvent> events);

    /// <summary>The bytes are at their end. Adds an <see cref="AnswerFailed"/> when the dialect's own end had not come.</summary>
    void End(ICollection<StreamEvent> events);
}
