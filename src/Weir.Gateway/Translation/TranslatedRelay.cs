using System.Buffers;
using System.Text;
using Weir.Dialects;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Relay;
using Weir.Gateway.Responses;
using Weir.Gateway.Upstream;
using Weir.Routing.Wires;

namespace Weir.Gateway.Translation;

/// <summary>
/// Relays an answer of another dialect than the client's: reads it into the neutral answer, piece by piece where it is a stream, and writes it in the client's words. Whatever the
/// client asked for, it gets: a stream of a whole answer, a whole answer of a stream.
/// </summary>
internal sealed class TranslatedRelay(RequestContext context, Attempt attempt, Wire wire, Pulse pulse, ResponseKeeper keeper, Action<RequestContext> settle)
{
    private const int BufferSize = 16 * 1024;

    /// <summary>A whole answer longer than this is refused: no provider sends one.</summary>
    private const int MaxWhole = 128 * 1024 * 1024;

    private readonly IDialect _from = Lanes.DialectOf(wire);
    private readonly IDialect _to = Lanes.DialectOf(context.Operation);
    private readonly List<StreamEvent> _events = [];
    private readonly AnswerBuilder? _kept = ResponseKeeper.Keeps(context, wire) ? new() : null;

    private HttpResponseMessage? _head;
    private bool _hasTaken;

    /// <summary>True when the client has gone.</summary>
    public bool ClientGone { get; private set; }

    /// <summary>Relays to the end. Returns what went wrong, in the upstream's words; null when the answer is out. An upstream that breaks off throws what its stream throws.</summary>
    /// <param name="response">The head of the upstream's answer.</param>
    /// <param name="upstream">Its body.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="DialectException">The answer is not of the upstream's dialect.</exception>
    public async Task<WeirError?> RunAsync(HttpResponseMessage response, Stream upstream, CancellationToken cancellationToken)
    {
        _head = response;
        return context.Operation.Kind == OperationKind.CountTokens
            ? await CountAsync(upstream, cancellationToken)
            : IsStream(response) ? await StreamAsync(upstream, cancellationToken)
            : await WholeAsync(upstream, cancellationToken);
    }

    private static bool IsStream(HttpResponseMessage response)
    {
        var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "";
        return type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) ||
            type.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase) ||
            type.StartsWith("application/stream+json", StringComparison.OrdinalIgnoreCase) ||
            type.StartsWith("application/vnd.amazon.eventstream", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The answer. An error in its place that tells no usage is a refusal, which costs nothing.</summary>
    private Answer ReadAnswer(ReadOnlyMemory<byte> body)
    {
        try
        {
            return _from.ReadAnswer(body.Span);
        }
        catch (DialectException)
        {
            attempt.IsRefused = JsonShape.HasObject(body.Span, "error"u8) && !JsonShape.HasObject(body.Span, "usage"u8);
            throw;
        }
    }

    private AnswerOptions Options() => new() { Request = context.PreviousResponseId is { } previous ? context.Conversation! with { PreviousResponseId = previous } : context.Conversation, Model = context.ModelAsked, Losses = attempt.Losses, AsJsonArray = context.AsJsonArray };

    private async Task<WeirError?> CountAsync(Stream upstream, CancellationToken cancellationToken)
    {
        var count = ((ICountsTokens)_from).ReadCount((await ReadWholeAsync(upstream, cancellationToken)).Span);
        var body = new ArrayBufferWriter<byte>(64);
        ((ICountsTokens)_to).WriteCount(count, body);
        await AnswerAsync(body, cancellationToken);
        return null;
    }

    private async Task<WeirError?> WholeAsync(Stream upstream, CancellationToken cancellationToken)
    {
        var answer = ReadAnswer(await ReadWholeAsync(upstream, cancellationToken));
        if (!context.Stream)
        {
            return await AnswerAsync(answer, cancellationToken);
        }

        foreach (var @event in AnswerEvents.Of(answer))
        {
            await WriteAsync(@event, cancellationToken);
        }

        await FlushAsync(cancellationToken);
        return null;
    }

    private async Task<WeirError?> StreamAsync(Stream upstream, CancellationToken cancellationToken)
    {
        var reader = _from.NewStreamReader();
        var whole = context.Stream ? null : new AnswerBuilder();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (!ClientGone)
            {
                var read = await ReadAsync(upstream, buffer, cancellationToken);
                if (read == 0)
                {
                    reader.End(_events);
                }
                else
                {
                    reader.Read(buffer.AsSpan(0, read), _events);
                }

                if (await TakeAsync(whole, cancellationToken) is { } error)
                {
                    return error;
                }

                if (read == 0)
                {
                    break;
                }

                await FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (ClientGone)
        {
            return null;
        }

        if (whole is not null)
        {
            return await AnswerAsync(whole.Build(), cancellationToken);
        }

        settle(context);
        await FlushAsync(cancellationToken);
        return null;
    }

    /// <summary>Passes on the events at hand; the failure among them, if there is one.</summary>
    private async ValueTask<WeirError?> TakeAsync(AnswerBuilder? whole, CancellationToken cancellationToken)
    {
        foreach (var @event in _events)
        {
            if (@event is AnswerFailed failed)
            {
                attempt.IsRefused = !_hasTaken && !context.HasAnswerBegun;
                attempt.Fail(failed.Error.Kind, failed.Error.Message);
                return failed.Error;
            }

            _hasTaken |= @event is not Ping;
            if (whole is null)
            {
                await WriteAsync(@event, cancellationToken);
            }
            else
            {
                Note(@event);
                whole.Add(@event);
            }
        }

        _events.Clear();
        return null;
    }

    private async ValueTask WriteAsync(StreamEvent read, CancellationToken cancellationToken)
    {
        Note(read);
        if ((read is Ping && !context.HasAnswerBegun) || (context.Cut is { } cut ? cut.Take(read) : read) is not { } seen)
        {
            return;
        }

        var @event = Named(seen);
        if (!context.HasAnswerBegun)
        {
            Begin();
        }

        _kept?.Add(@event);
        if (@event is AnswerEnded)
        {
            await KeepAsync(cancellationToken);

            // The client takes this for the end of the answer: its row must be safe before.
            settle(context);
        }

        context.StreamWriter!.Write(@event, context.Response.BodyWriter);
    }

    private void Begin()
    {
        context.StreamWriter = _to.NewStreamWriter(Options());
        context.HasAnswerBegun = true;
        if (!context.Response.HasStarted)
        {
            SetHeaders();
            context.Response.ContentType = context.StreamWriter.ContentType;
            SseHeartbeat.Begin(context.Response);
        }
    }

    private void SetHeaders()
    {
        ResponseHeaders.CopyNeutral(_head!, context.Response.Headers);
        Dropped.Tell(context, attempt);
        context.NameTarget(attempt.Target);
    }

    /// <summary>An answer that Weir keeps has an id of Weir's.</summary>
    private StreamEvent Named(StreamEvent @event) => _kept is null ? @event : @event switch
    {
        AnswerStarted started => new AnswerStarted(Named(started.Answer)),
        AnswerEnded ended => new AnswerEnded(Named(ended.Answer)),
        _ => @event,
    };

    private Answer Named(Answer answer) => _kept is null ? answer : answer with { Id = ResponseKeeper.IdOf(context) };

    private async ValueTask KeepAsync(CancellationToken cancellationToken)
    {
        if (_kept is not null)
        {
            var body = new ArrayBufferWriter<byte>(4096);
            _to.WriteAnswer(_kept.Build(), body, Options());
            await keeper.KeepAsync(context, body.WrittenMemory, cancellationToken);
        }
    }

    /// <summary>Takes from an event what the ledger needs.</summary>
    private void Note(StreamEvent @event)
    {
        switch (@event)
        {
            case AnswerStarted { Answer.Usage: { } usage }:
                attempt.Tap.Note(usage);
                break;
            case AnswerEnded { Answer.Usage: { } usage }:
                attempt.Tap.Replace(usage);
                break;
            case TextDelta delta:
                attempt.TextBytes += Encoding.UTF8.GetByteCount(delta.Text);
                break;
            default:
                break;
        }
    }

    private async Task<WeirError?> AnswerAsync(Answer answer, CancellationToken cancellationToken)
    {
        if (answer.Usage is { } usage)
        {
            attempt.Tap.Replace(usage);
        }

        var body = new ArrayBufferWriter<byte>(4096);
        _to.WriteAnswer(Named(answer), body, Options());
        if (_kept is not null)
        {
            await keeper.KeepAsync(context, body.WrittenMemory, cancellationToken);
        }

        await AnswerAsync(body, cancellationToken);
        return null;
    }

    private async Task AnswerAsync(ArrayBufferWriter<byte> body, CancellationToken cancellationToken)
    {
        SetHeaders();
        context.HasAnswerBegun = true;
        settle(context);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        var flushed = await context.Response.BodyWriter.WriteAsync(body.WrittenMemory, cancellationToken);
        ClientGone = flushed.IsCompleted || flushed.IsCanceled;
    }

    private async Task<ReadOnlyMemory<byte>> ReadWholeAsync(Stream upstream, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>(BufferSize);
        while (await ReadAsync(upstream, body.GetMemory(BufferSize), cancellationToken) is var read and > 0)
        {
            body.Advance(read);
            if (body.WrittenCount > MaxWhole)
            {
                throw new InvalidDataException($"The upstream's answer is longer than {MaxWhole / (1024 * 1024)} MB.");
            }
        }

        return body.WrittenMemory;
    }

    private async ValueTask<int> ReadAsync(Stream upstream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var pending = upstream.ReadAsync(buffer, cancellationToken);
        int read;
        if (pending.IsCompletedSuccessfully)
        {
            read = pending.Result;
        }
        else
        {
            pulse.Enter(attempt.Target.Connection.Timeouts.Idle);
            try
            {
                read = await pending;
            }
            finally
            {
                await pulse.LeaveAsync();
            }
        }

        if (read > 0)
        {
            attempt.NoteFirstByte();
        }

        return read;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (context.HasAnswerBegun)
        {
            var flushed = await context.Response.BodyWriter.FlushAsync(cancellationToken);
            ClientGone = flushed.IsCompleted || flushed.IsCanceled;
        }
    }
}
