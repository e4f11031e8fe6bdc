using System.Buffers;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Relay;

/// <summary>
/// Relays an answer that is no event stream. A small one is read whole first, so that its cost can stand in a header; a large one is passed on as it comes.
/// Either way its ledger row is written before its last byte.
/// </summary>
internal sealed class WholeRelay(RequestContext context, Attempt attempt, Pulse pulse, TimeSpan idleLimit, bool readsUsage, Action<RequestContext> settle, Action begin)
{
    private const int SmallAnswer = 64 * 1024;

    /// <summary>True when the client has gone.</summary>
    public bool ClientGone { get; private set; }

    /// <summary>True where an answer that is no JSON object is none.</summary>
    public bool ChecksJson { get; init; }

    public async Task RunAsync(Stream upstream, long? length, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(SmallAnswer);
        try
        {
            var held = await FillAsync(upstream, buffer, length, cancellationToken);
            if (ChecksJson && !(held < buffer.Length ? JsonShape.IsObject(buffer.AsSpan(0, held)) : JsonShape.BeginsObject(buffer)))
            {
                throw new InvalidDataException("The upstream's answer is no JSON object, or is cut off.");
            }

            if (ChecksJson && held < buffer.Length && JsonShape.HasObject(buffer.AsSpan(0, held), "error"u8))
            {
                if (context.MayMoveOn)
                {
                    throw new AnswerRefusedException(buffer.AsSpan(0, held).ToArray());
                }

                attempt.IsRefused = !attempt.Tap.Seen;
                attempt.HasWholeBill = attempt.Tap.Seen;
                attempt.Fail(ErrorKind.UnexpectedResponse, "The upstream answered with an error.");
            }

            context.HasAnswerBegun = true;
            begin();
            if (held < buffer.Length)
            {
                settle(context);
                context.Response.ContentLength = held;
                await WriteAsync(buffer.AsMemory(0, held), cancellationToken);
                return;
            }

            context.Response.ContentLength = length;
            await PassAsync(upstream, buffer, held, length ?? long.MaxValue, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads until the buffer is full or the answer is at its end.</summary>
    private async ValueTask<int> FillAsync(Stream upstream, byte[] buffer, long? length, CancellationToken cancellationToken)
    {
        var held = 0;
        while (held < buffer.Length && held != length && await ReadAsync(upstream, buffer.AsMemory(held), cancellationToken) is var read and > 0)
        {
            held += read;
        }

        return held;
    }

    private async Task PassAsync(Stream upstream, byte[] buffer, int held, long length, CancellationToken cancellationToken)
    {
        for (long sent = 0; held > 0 && !ClientGone; held = await ReadAsync(upstream, buffer, cancellationToken))
        {
            sent += held;
            if (sent >= length)
            {
                settle(context);
            }

            await WriteAsync(buffer.AsMemory(0, held), cancellationToken);
        }

        if (!ClientGone)
        {
            // Without a stated length the last byte is the end mark, which goes out after this.
            settle(context);
        }
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
            pulse.Enter(idleLimit);
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
            if (readsUsage)
            {
                attempt.Tap.Read(buffer.Span[..read]);
            }
        }

        return read;
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var flushed = await context.Response.BodyWriter.WriteAsync(bytes, cancellationToken);
        ClientGone = flushed.IsCompleted || flushed.IsCanceled;
    }
}
