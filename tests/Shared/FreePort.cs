using System.Net;
using System.Net.Sockets;

namespace Weir.TestKit;

/// <summary>
/// A loopback port that nobody listens on, for a program that must be told its port beforehand; a server of this process binds port 0 instead.
/// </summary>
/// <remarks>
/// It is taken from below the ports that systems give to outgoing connections (Linux from 32768, others from 49152), so that none of those has it by the time
/// the program listens; and each is given once, so that no two programs of a run meet.
/// </remarks>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _given = Random.Shared.Next(Count);

    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _given) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"All ports from {First} to {First + Count - 1} are in use.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
