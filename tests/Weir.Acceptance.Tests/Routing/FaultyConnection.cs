using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>One connection of a <see cref="FaultyUpstream"/>.</summary>
internal sealed class FaultyConnection(Socket socket) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private byte[] _buffer = new byte[16 * 1024];
    private int _held;

    /// <summary>True when nothing more is read from it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The next request; null when the other side is done.</summary>
    public async Task<FaultyRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        int head;
        while ((head = _buffer.AsSpan(0, _held).IndexOf("\r\n\r\n"u8)) < 0)
        {
            // A handshake of TLS begins with 22: a plain server can make nothing of it.
            if ((_held > 0 && _buffer[0] == 22) || !await FillAsync(cancellationToken))
            {
                return null;
            }
        }

        var request = FaultyRequest.OfHead(Encoding.ASCII.GetString(_buffer, 0, head));
        var end = head + 4 + request.Length;
        while (_held < end && await FillAsync(cancellationToken))
        {
        }

        request = request.WithBody(Encoding.UTF8.GetString(_buffer, head + 4, request.Length));
        _buffer.AsSpan(end, _held - end).CopyTo(_buffer);
        _held -= end;
        return request;
    }

    public ValueTask SendAsync(string text, CancellationToken cancellationToken) => _stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>Sends a whole answer and stays open.</summary>
    public async Task AnswerAsync(int status, string body, CancellationToken cancellationToken, string type = "application/json", string headers = "") =>
        await SendAsync(Head(status, type, headers, Encoding.UTF8.GetByteCount(body)) + body, cancellationToken);

    /// <summary>The head of an answer, to be followed by its body.</summary>
    public static string Head(int status, string type, string headers, int length) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} So\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n{headers}\r\n");

    /// <summary>Closes it as if all were said.</summary>
    public void Close()
    {
        IsOver = true;
        socket.Shutdown(SocketShutdown.Both);
    }

    /// <summary>Breaks it: the other side gets a reset.</summary>
    public void Reset()
    {
        IsOver = true;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>Waits until the other side hangs up.</summary>
    public async Task HangAsync(CancellationToken cancellationToken)
    {
        IsOver = true;
        while (await _stream.ReadAsync(_buffer, cancellationToken) > 0)
        {
        }
    }

    public void Dispose() => _stream.Dispose();

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_held == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await _stream.ReadAsync(_buffer.AsMemory(_held), cancellationToken);
        _held += read;
        return read > 0;
    }
}
