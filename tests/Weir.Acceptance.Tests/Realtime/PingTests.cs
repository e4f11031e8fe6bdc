using System.Net.Sockets;
using System.Text;

namespace Weir.Acceptance.Tests.Realtime;

/// <summary>A silent session is kept open by pings, seen on the wire.</summary>
public sealed class PingTests(RealtimeGateway gateway) : IClassFixture<RealtimeGateway>
{
    private const byte Ping = 0x89;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silent_client_is_pinged()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", gateway.Weir.Url.Port, Token);
        var stream = tcp.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET /v1/realtime?model=voice/gpt-realtime HTTP/1.1\r\nHost: 127.0.0.1\r\nx-api-key: {gateway.Weir.ClientKey}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: d2VpciB3ZWlyIHdlaXIgIQ==\r\n\r\n"),
            Token);
        using var provider = await gateway.Upstream.NextAsync(Token);
        var answer = new List<byte>();
        while (!Encoding.ASCII.GetString([.. answer]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            answer.Add(await NextAsync(stream));
        }

        Assert.Equal(Ping, await NextAsync(stream).WaitAsync(TimeSpan.FromSeconds(5), Token));
    }

    private static async Task<byte> NextAsync(NetworkStream stream)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, Token);
        return one[0];
    }
}
