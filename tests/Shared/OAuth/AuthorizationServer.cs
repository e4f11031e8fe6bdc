using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weir.TestKit.OAuth;

/// <summary>
/// An authorization server on loopback that follows RFC 6749, 7636, 8252 and 8628 to the letter: it checks everything that it may refuse, and
/// misbehaves when told to.
/// </summary>
public sealed class AuthorizationServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ServerFault>> _faults = new(StringComparer.Ordinal);

    private AuthorizationServer(WebApplication app, ServerRules rules, TimeProvider time)
    {
        (_app, Rules) = (app, rules);
        Tokens = new TokenBook(rules);
        Codes = new CodeBook(rules);
        Devices = new DeviceBook(rules, time);
    }

    public ServerRules Rules { get; }

    public CodeBook Codes { get; }

    public DeviceBook Devices { get; }

    public TokenBook Tokens { get; }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Paths that were asked, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What was refused though the client could have known better: a wrong content type, no PKCE, the client shown in a wrong way.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<AuthorizationServer> StartAsync(ServerRules? rules = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options => options.AllowSynchronousIO = false);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new AuthorizationServer(app, rules ?? new ServerRules(), time ?? TimeProvider.System);
        app.Run(server.ServeAsync);
        await app.StartAsync();
        server.Address = new Uri(app.Urls.First());
        return server;
    }

    /// <summary>An address on this server.</summary>
    public string Url(string path) => new Uri(Address, path).AbsoluteUri;

    /// <summary>Makes the next answers of a path go wrong.</summary>
    public void Fail(string path, params ServerFault[] faults)
    {
        var queue = _faults.GetOrAdd(path, static _ => new ConcurrentQueue<ServerFault>());
        foreach (var fault in faults)
        {
            queue.Enqueue(fault);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Calls.Enqueue(path);
        context.Response.Headers.Date = (DateTimeOffset.UtcNow + Rules.ClockSkew).ToString("R", CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        if (_faults.TryGetValue(path, out var faults) && faults.TryDequeue(out var fault))
        {
            await FailAsync(context, fault);
            return;
        }

        switch (path)
        {
            case "/authorize":
                context.Response.StatusCode = Codes.Authorize(context.Request.Query, out var location) ? 302 : 400;
                context.Response.Headers.Location = location;
                break;
            case "/device":
                await AnswerAsync(context, await RequestAsync(context, path, form => Devices.Start(form, Url("/activate"))));
                break;
            case "/token":
                await AnswerAsync(context, await RequestAsync(context, path, Token));
                break;
            case "/api/accounts/deviceauth/usercode" or "/api/accounts/deviceauth/token":
                var members = await TokenRequest.ReadAsync(context.Request, wantsJson: true);
                await AnswerAsync(context, members is null ? Answer.Error("invalid_request") : path.EndsWith("usercode", StringComparison.Ordinal) ? Devices.StartOpenAi(members) : Devices.AskOpenAi(members, Codes));
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private Answer Token(IReadOnlyDictionary<string, string> form) => form.GetValueOrDefault("grant_type") switch
    {
        "authorization_code" => Codes.Redeem(form, Tokens),
        "refresh_token" => Tokens.Refresh(form),
        DeviceBook.GrantType => Devices.Ask(form, Tokens),
        _ => Answer.Error("unsupported_grant_type"),
    };

    private async Task<Answer> RequestAsync(HttpContext context, string path, Func<IReadOnlyDictionary<string, string>, Answer> answer)
    {
        if (context.Request.Method != "POST" || await TokenRequest.ReadAsync(context.Request, Rules.WantsJson) is not { } form)
        {
            Complaints.Enqueue($"{path}: {context.Request.Method} {context.Request.ContentType}");
            return Answer.Error("invalid_request");
        }

        if (TokenRequest.Complaint(context.Request, form, Rules) is { } complaint)
        {
            Complaints.Enqueue($"{path}: {complaint}");
            return Answer.Error("invalid_client", 401);
        }

        return answer(form);
    }

    private static async Task AnswerAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        await context.Response.WriteAsync(answer.Json, context.RequestAborted);
    }

    private async Task FailAsync(HttpContext context, ServerFault fault)
    {
        switch (fault)
        {
            case ServerFault.HangUp:
                context.Abort();
                break;
            case ServerFault.Silence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
                break;
            case ServerFault.Redirect:
                context.Response.Redirect(Url("/elsewhere"), permanent: false, preserveMethod: true);
                break;
            case ServerFault.Oversized:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync($"\"{new string('x', 2 << 20)}\"", context.RequestAborted);
                break;
            default:
                context.Response.StatusCode = fault switch { ServerFault.Error500 => 500, ServerFault.BadGateway => 502, _ => 200 };
                context.Response.ContentType = fault == ServerFault.Error500 ? "text/plain" : "text/html";
                await context.Response.WriteAsync("<html><body>Something else</body></html>", context.RequestAborted);
                break;
        }
    }
}
