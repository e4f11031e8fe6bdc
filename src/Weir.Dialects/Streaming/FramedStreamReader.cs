using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Framing;

namespace Weir.Dialects.Streaming;

/// <summary>The part that all stream readers share: framing, bad input, and the check that the end is an end.</summary>
public abstract class FramedStreamReader(IFramer framer) : IStreamReader
{
    private bool _failed;

    /// <summary>True once the dialect's own end was read; the reader of the dialect sets it.</summary>
    protected bool IsComplete { get; set; }

    public void Read(ReadOnlySpan<byte> bytes, ICollection<StreamEvent> events)
    {
        if (_failed)
        {
            return;
        }

        try
        {
            framer.Push(bytes);
            Drain(events);
        }
        catch (Exception exception) when (IsBadInput(exception))
        {
            Fail(exception, events);
        }
    }

    public void End(ICollection<StreamEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (_failed)
        {
            return;
        }

        try
        {
            framer.End();
            Drain(events);
            if (!_failed)
            {
                Finish(events);
            }
        }
        catch (Exception exception) when (IsBadInput(exception))
        {
            Fail(exception, events);
            return;
        }

        if (!IsComplete && !_failed)
        {
            Fail(new WeirError(ErrorKind.NetworkError, "The upstream ended the stream before the answer was finished.", "Try again."), events);
        }
    }

    /// <summary>Takes one frame. JSON errors and <see cref="DialectException"/> end the stream as a failure.</summary>
    protected abstract void ReadFrame(in Frame frame, ICollection<StreamEvent> events);

    /// <summary>The bytes are at their end: adds what was held back, and sets <see cref="IsComplete"/> where a dialect simply stops.</summary>
    protected virtual void Finish(ICollection<StreamEvent> events)
    {
    }

    /// <summary>Ends the stream with a failure.</summary>
    protected void Fail(WeirError error, ICollection<StreamEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        _failed = true;
        events.Add(new AnswerFailed(error));
    }

    private static bool IsBadInput(Exception exception) => exception is JsonException or DialectException or InvalidDataException or InvalidOperationException or FormatException;

    private void Drain(ICollection<StreamEvent> events)
    {
        while (!_failed && framer.TryNext(out var frame))
        {
            ReadFrame(frame, events);
        }
    }

    private void Fail(Exception exception, ICollection<StreamEvent> events) =>
        Fail(exception is DialectException known ? known.Error : new WeirError(ErrorKind.UnexpectedResponse, $"The upstream's stream is malformed: {Reason(exception)}.", "Try again; if it lasts, check that the connection's dialect is the server's."), events);

    /// <summary>Without the words of the body: an exception of the parser may quote it.</summary>
    private static string Reason(Exception exception) => exception switch
    {
        JsonException json => $"no valid JSON at byte {json.BytePositionInLine} of an event",
        InvalidDataException => exception.Message.TrimEnd('.'),
        _ => "an event has an unexpected shape",
    };
}
