using System.Net;
using System.Net.WebSockets;
using Weir.Gateway.Simulation;
using Weir.Routing.Targets;

namespace Weir.Gateway.Upstream;

/// <summary>The long-lived HTTP client of one connection, and its addresses.</summary>
internal sealed class UpstreamClient : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly string _base;

    public UpstreamClient(Connection connection, SimulatorHandlerFactory simulators)
    {
        _base = connection.BaseUrl?.AbsoluteUri.TrimEnd('/') ?? "http://simulator.invalid/v1";
        _invoker = new HttpMessageInvoker(connection.Simulator is { } settings ? simulators.Create(settings) : Wire(connection), disposeHandler: true);
        (Version, VersionPolicy) = connection.HttpVersion is { } version
            ? (version, HttpVersionPolicy.RequestVersionExact)
            : (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower);
    }

    public Version Version { get; }

    public HttpVersionPolicy VersionPolicy { get; }

    /// <summary>The address of a pass-through path, or null when it would leave the connection's base URL.</summary>
    public Uri? AddressOf(string path, string query)
    {
        // Vendors' SDKs add the version to the base themselves: /p/x/v1/models must not become /v1/v1/models.
        var last = _base[(_base.LastIndexOf('/') + 1)..];
        var rest = path.StartsWith(last + "/", StringComparison.Ordinal) ? path[(last.Length + 1)..] : path;
        return Uri.TryCreate($"{_base}/{rest}{query}", UriKind.Absolute, out var address) &&
            address.AbsoluteUri.StartsWith(_base + "/", StringComparison.Ordinal)
                ? address
                : null;
    }

    /// <summary>Sends, and returns when the answer's headers are there.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);

    /// <summary>Opens a WebSocket with the connection's own sockets and time limits.</summary>
    public Task ConnectAsync(ClientWebSocket socket, Uri address, CancellationToken cancellationToken) =>
        socket.ConnectAsync(address, _invoker, cancellationToken);

    public void Dispose() => _invoker.Dispose();

    private static SocketsHttpHandler Wire(Connection connection) => new()
    {
        ConnectTimeout = connection.Timeouts.Connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli | DecompressionMethods.Deflate,
        AllowAutoRedirect = false,
        UseCookies = false,
        // An answer that is given up is cut off at once: reading it to its end would keep the model writing, and billing.
        MaxResponseDrainSize = 0,
        ResponseDrainTimeout = TimeSpan.Zero,
        // A client's trace context is its own business; nothing of it goes to a vendor.
        ActivityHeadersPropagator = null,
    };
}
