using System.Buffers;
using System.IO.Pipelines;
using Weir.Dialects.Errors;
using Weir.Dialects.Sse;
using Weir.Dialects.Streaming.Scans;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Relay;

/// <summary>
/// Relays a server-sent event stream, whole events at a time, flushed when nothing more is at hand. Reads usage as it passes, keeps back the usage chunk that the client did
/// not ask for, and holds no buffer while the upstream is silent.
/// </summary>
internal sealed class StreamRelay(RequestContext context, Attempt attempt, Pulse pulse, TimeSpan idleLimit, Action<RequestContext> settle, Action begin)
{
    private const int BufferSize = 16 * 1024;

    /// <summary>As long as more is at hand, writes are gathered up to here before they are sent.</summary>
    private const int MostUnflushed = 64 * 1024;

    /// <summary>An event longer than this ends the stream: no provider sends one.</summary>
    private const int MaxEvent = 64 * 1024 * 1024;

    private readonly PipeWriter _client = context.Response.BodyWriter;
    private readonly StreamScan _scan = Scans.For(context.Operation);
    private readonly bool _hidesUsage = context.AskForUsage is not null;
    private byte[]? _buffer;
    private int _held;
    private int _searched;
    private int _unflushed;
    private bool _done;
    private bool _finished;
    private bool _began;

    /// <summary>True when the upstream's stream ended without an end, so that the client has to be told.</summary>
    public bool Cut { get; private set; }

    /// <summary>True when the client has gone.</summary>
    public bool ClientGone { get; private set; }

    /// <summary>Relays until the upstream's stream ends. An upstream that breaks off throws what its stream throws.</summary>
    public async Task RunAsync(Stream upstream, CancellationToken cancellationToken)
    {
        try
        {
            while (await ReadAsync(upstream, cancellationToken) && !ClientGone)
            {
                await RelayCompleteEventsAsync(cancellationToken);
            }

            if (!ClientGone)
            {
                await RelayRestAsync(cancellationToken);
            }
        }
        finally
        {
            ReturnBuffer();
        }
    }

    /// <summary>Waits for bytes and reads them behind those held; false at the end of the stream.</summary>
    private async ValueTask<bool> ReadAsync(Stream upstream, CancellationToken cancellationToken)
    {
        if (_buffer is null)
        {
            // A read of nothing completes when something is there: the wait needs no buffer.
            await WaitAsync(upstream.ReadAsync(Memory<byte>.Empty, cancellationToken), cancellationToken);
            _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        }
        else if (_held == _buffer.Length)
        {
            Grow();
        }

        var read = await WaitAsync(upstream.ReadAsync(_buffer.AsMemory(_held), cancellationToken), cancellationToken);
        if (read == 0)
        {
            return false;
        }

        attempt.NoteFirstByte();
        _held += read;
        return true;
    }

    private ValueTask<int> WaitAsync(ValueTask<int> read, CancellationToken cancellationToken)
    {
        return read.IsCompletedSuccessfully ? read : Slowly(read);

        async ValueTask<int> Slowly(ValueTask<int> pending)
        {
            // Nothing more is at hand: what is written goes out now, in one send.
            if (_unflushed > 0)
            {
                await FlushAsync(cancellationToken);
            }

            pulse.Enter(idleLimit);
            try
            {
                return await pending;
            }
            finally
            {
                await pulse.LeaveAsync();
            }
        }
    }

    private async ValueTask RelayCompleteEventsAsync(CancellationToken cancellationToken)
    {
        var complete = SseEvents.CompleteLength(_buffer.AsSpan(0, _held), _searched);
        if (complete == 0)
        {
            _searched = _held;
            return;
        }

        _searched = 0;
        if (!_began)
        {
            Begin(_buffer.AsSpan(0, complete));
        }

        Write(_buffer.AsSpan(0, complete));
        _held -= complete;
        if (_held == 0)
        {
            ReturnBuffer();
        }
        else
        {
            _buffer.AsSpan(complete, _held).CopyTo(_buffer);
        }

        _unflushed += complete;
        if (_unflushed >= MostUnflushed)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <summary>The end of the stream: what is left without a blank line, and the check that it is a real end.</summary>
    private async ValueTask RelayRestAsync(CancellationToken cancellationToken)
    {
        // No blank line is in what is left: it is one event, or half of one.
        LookOver(_buffer.AsSpan(0, _held));
        var isHidden = _held > 0 && Note(_buffer.AsSpan(0, _held));
        if (context.Operation.HasEnd && !_done && !_finished && attempt.Error == ErrorKind.Unknown)
        {
            // Half an event stays here: the error that follows would become a part of it.
            Cut = true;
            attempt.Fail(ErrorKind.NetworkError, "The upstream ended the stream before the answer was finished.");
            if (!_began)
            {
                // A flush would begin an answer: another target may still give it.
                return;
            }
        }
        else
        {
            if (!_began)
            {
                begin();
            }

            if (_held > 0 && !isHidden)
            {
                _client.Write(_buffer.AsSpan(0, _held));
            }

            settle(context);
        }

        await FlushAsync(cancellationToken);
    }

    /// <summary>The answer begins, unless its first event is an error or no JSON: then another target may still do better.</summary>
    private void Begin(ReadOnlySpan<byte> events)
    {
        var first = events[..SseEvents.FirstLength(events)];
        var data = SseEvents.Data(first);
        if (!data.IsEmpty && context.Operation.Kind == OperationKind.Conversation && !data.SequenceEqual("[DONE]"u8))
        {
            if (context.MayMoveOn && !JsonShape.IsObject(data))
            {
                throw new InvalidDataException("The upstream's stream is no JSON.");
            }

            if (_scan.Read(data, out _).HasFlag(ScanNotes.Error))
            {
                attempt.IsRefused = true;
                if (context.MayMoveOn)
                {
                    throw new StreamRefusedException(first.ToArray());
                }
            }
        }

        _began = true;
        context.HasAnswerBegun = true;
        begin();
    }

    /// <summary>Writes events, those between two hidden ones in one piece.</summary>
    private void Write(ReadOnlySpan<byte> events)
    {
        LookOver(events);
        if (!_scan.NeedsCare(events))
        {
            _client.Write(events);
            return;
        }

        while (!events.IsEmpty)
        {
            var run = 0;
            var hidden = 0;
            while (run < events.Length)
            {
                var length = SseEvents.FirstLength(events[run..]);
                length = length == 0 ? events.Length - run : length;
                if (Note(events.Slice(run, length)))
                {
                    hidden = length;
                    break;
                }

                run += length;
            }

            _client.Write(events[..run]);
            events = events[(run + hidden)..];
        }
    }

    /// <summary>Takes from any number of events what needs no taking apart.</summary>
    private void LookOver(ReadOnlySpan<byte> events)
    {
        attempt.TextBytes += _scan.TextBytes(events);
        _finished = _finished || _scan.Finishes(events);
    }

    /// <summary>Takes from an event what the ledger needs; true when the client must not see it.</summary>
    private bool Note(ReadOnlySpan<byte> @event)
    {
        var data = SseEvents.Data(@event);
        if (data.IsEmpty)
        {
            return false;
        }

        var notes = _scan.Read(data, out var usage);
        if (notes.HasFlag(ScanNotes.Usage))
        {
            attempt.Tap.Replace(_scan.Join(attempt.Tap.Usage, usage));
        }

        if (notes.HasFlag(ScanNotes.Error))
        {
            attempt.Fail(ErrorKind.UnexpectedResponse, "The upstream sent an error in its stream.");
        }

        if (notes.HasFlag(ScanNotes.End))
        {
            // The client takes this for the end of the answer: its row must be safe before.
            _done = true;
            settle(context);
        }

        return _hidesUsage && notes.HasFlag(ScanNotes.OnlyUsage);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _unflushed = 0;
        var flushed = await _client.FlushAsync(cancellationToken);
        ClientGone = flushed.IsCompleted || flushed.IsCanceled;
    }

    private void Grow()
    {
        if (_held >= MaxEvent)
        {
            throw new InvalidDataException($"The upstream sent an event of more than {MaxEvent / (1024 * 1024)} MB.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer!.Length * 2);
        _buffer.AsSpan(0, _held).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void ReturnBuffer()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
