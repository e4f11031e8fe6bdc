using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Weir.Catalog;

namespace Weir.Credentials.OAuth.Loopback;

/// <summary>Waits on this machine for the browser to come back from a sign-in (RFC 8252, section 7.3).</summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private const int LongestBody = 64 << 10;

    private readonly TaskCompletionSource<RedirectAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _server;
    private readonly SignInFlow _flow;
    private readonly string _state;
    private readonly bool _isImplicit;

    private LoopbackListener(SignInFlow flow, Uri redirect, int port, string state, bool isImplicit)
    {
        (_flow, _state, _isImplicit) = (flow, state, isImplicit);
        Address = new UriBuilder(redirect) { Port = port }.Uri;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Listen(options, redirect, port));
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    /// <summary>Where the browser comes back to, with the port that is really listened on.</summary>
    public Uri Address { get; }

    /// <summary>True for an address that this machine can listen on.</summary>
    public static bool CanServe(Uri redirect) => redirect is { IsLoopback: true, Scheme: "http" };

    /// <summary>A redirect address of any port, with a port that is free now.</summary>
    public static Uri OnFreePort(Uri redirect) => new UriBuilder(redirect) { Port = FreePort() }.Uri;

    /// <summary>Starts to listen on the flow's redirect address; port 0 takes any free one.</summary>
    /// <exception cref="CredentialException">The port is in use.</exception>
    public static async Task<LoopbackListener> StartAsync(SignInFlow flow, string state, bool isImplicit, CancellationToken cancellationToken)
    {
        var redirect = new Uri(flow.RedirectUrl!);
        var port = redirect.Port > 0 ? redirect.Port : FreePort();
        var listener = new LoopbackListener(flow, redirect, port, state, isImplicit);
        try
        {
            await listener._server.StartAsync(cancellationToken);
            return listener;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await listener.DisposeAsync();
            throw new CredentialException(
                CredentialFailure.Misconfigured,
                $"Another program uses port {port}, which this sign-in comes back to.",
                "Paste the address that the browser ends at, or close the other program and start again.", e);
        }
    }

    /// <summary>Waits for the browser. Answers with a wrong state are refused, and the wait goes on.</summary>
    public Task<RedirectAnswer> WaitAsync(CancellationToken cancellationToken) => _answer.Task.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // The page may be on its way to the browser still.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _server.StopAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
        }

        await _server.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        AllowOrigin(context);
        if (context.Request.Path.Value != Address.AbsolutePath)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (HttpMethods.IsGet(context.Request.Method))
        {
            await GetAsync(context);
        }
        else if (HttpMethods.IsPost(context.Request.Method) && _isImplicit && IsOwnPage(context.Request))
        {
            await PostAsync(context);
        }
        else if (!HttpMethods.IsOptions(context.Request.Method) || !IsKnownOrigin(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = _isImplicit ? "GET, POST" : "GET";
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private Task GetAsync(HttpContext context)
    {
        if (!_isImplicit || context.Request.Query.ContainsKey("error"))
        {
            return JudgeAsync(context, RedirectAnswer.Parse(context.Request.QueryString.Value ?? ""));
        }

        var nonce = RandomText.Create();
        context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'nonce-{nonce}'; connect-src 'self'";
        return WriteAsync(context, StatusCodes.Status200OK, LoopbackPage.Fragment(nonce));
    }

    private async Task PostAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LongestBody;
        }

        using var reader = new StreamReader(context.Request.Body);
        await JudgeAsync(context, RedirectAnswer.Parse(await reader.ReadToEndAsync(context.RequestAborted)));
    }

    private async Task JudgeAsync(HttpContext context, IReadOnlyDictionary<string, string> parameters)
    {
        var answer = RedirectAnswer.Judge(parameters, _state, _isImplicit ? "access_token" : "code");
        var (status, page) = answer switch
        {
            RedirectAnswer.Ignored ignored => (StatusCodes.Status400BadRequest, LoopbackPage.Ignored(ignored.Reason)),
            RedirectAnswer.Failed => (StatusCodes.Status200OK, LoopbackPage.Refused),
            _ => (StatusCodes.Status200OK, LoopbackPage.Done),
        };
        await WriteAsync(context, status, page);
        if (answer is not RedirectAnswer.Ignored)
        {
            _answer.TrySetResult(answer);
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string page)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page, context.RequestAborted);
    }

    // The provider's own page may fetch the address from a script instead of going there.
    private void AllowOrigin(HttpContext context)
    {
        if (IsKnownOrigin(context.Request))
        {
            context.Response.Headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
            context.Response.Headers.AccessControlAllowMethods = "GET";
            context.Response.Headers.Vary = "Origin";
            context.Response.Headers["Access-Control-Allow-Private-Network"] = "true";
        }
    }

    private bool IsKnownOrigin(HttpRequest request) => request.Headers.Origin is [{ } origin] && _flow.RedirectOrigins.Contains(origin, StringComparer.Ordinal);

    private bool IsOwnPage(HttpRequest request) => request.Headers.Origin is [var origin] && origin == Address.GetLeftPart(UriPartial.Authority);

    // A browser may take either family for the name `localhost`.
    private static void Listen(KestrelServerOptions options, Uri redirect, int port)
    {
        options.AddServerHeader = false;
        if (redirect.HostNameType == UriHostNameType.IPv6)
        {
            options.Listen(IPAddress.IPv6Loopback, port);
            return;
        }

        options.Listen(IPAddress.Loopback, port);
        if (redirect.Host == "localhost" && HasIPv6Loopback())
        {
            options.Listen(IPAddress.IPv6Loopback, port);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static bool HasIPv6Loopback()
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
