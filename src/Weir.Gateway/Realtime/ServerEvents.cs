using System.Net.WebSockets;
using Weir.Dialects.Framing;
using Weir.Gateway.Sockets;

namespace Weir.Gateway.Realtime;

/// <summary>
/// Looks at a server's events as they pass in pieces. An event is held only until its kind is known, and a <c>response.done</c> until it is whole, so that it is booked
/// before the client has it; audio flows through.
/// </summary>
/// <param name="began">Called when a response begins.</param>
/// <param name="done">Called with the bill of a response, before its event is given back.</param>
/// <param name="refused">Called when the server refuses what the client asked.</param>
internal sealed class ServerEvents(Action began, Action<RealtimeBill> done, Action refused)
{
    /// <summary>The most that is held of one event. A bill is a few KB; an event that hides its kind behind more than this passes unread.</summary>
    internal const int MostHeld = 8 * 1024 * 1024;

    private readonly FrameBuffer _held = new();
    private int _handedOut;
    private bool _passing;

    /// <summary>Takes a piece and gives what may be sent now; empty while an event is held. Valid until the next call.</summary>
    /// <exception cref="InvalidDataException">A <c>response.done</c> is longer than <see cref="MostHeld"/>.</exception>
    public ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> piece, WebSocketMessageType type, bool end)
    {
        _held.Drop(_handedOut);
        _handedOut = 0;
        if (_passing || type != WebSocketMessageType.Text)
        {
            _passing = !end;
            return piece;
        }

        var isWhole = end && _held.Held.IsEmpty;
        if (!isWhole)
        {
            _held.Add(piece.Span);
        }

        var bytes = isWhole ? piece : _held.Held;
        if (!end && IsHeld(bytes.Span))
        {
            return default;
        }

        Note(bytes.Span, end);
        _passing = !end;
        _handedOut = isWhole ? 0 : bytes.Length;
        return bytes;
    }

    private static bool IsHeld(ReadOnlySpan<byte> start)
    {
        var type = EventKind.Of(start, whole: false);
        if (start.Length < MostHeld)
        {
            return type is null or RealtimeEvent.ResponseDone;
        }

        return type == RealtimeEvent.ResponseDone
            ? throw new InvalidDataException($"The upstream sent a response.done of more than {MostHeld / (1024 * 1024)} MB.")
            : false;
    }

    private void Note(ReadOnlySpan<byte> @event, bool end)
    {
        switch (EventKind.Of(@event, end))
        {
            case "response.created":
                began();
                break;
            case RealtimeEvent.ResponseDone when RealtimeEvent.ReadBill(@event) is { } bill:
                done(bill);
                break;
            case "error":
                refused();
                break;
            default:
                break;
        }
    }
}
