using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weir.Credentials.Tests.Refresh;

/// <summary>
/// A token endpoint that replaces the refresh token at each use (RFC 9700 section 4.14.2). A replaced one that is used again ends the sign-in; with
/// <see cref="HasGrace"/> its last one may be used again until its successor was.
/// </summary>
public sealed class TokenServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private int _last;
    private int _asked;
    private bool _isRevoked;

    private TokenServer(WebApplication app) => _app = app;

    public string TokenUrl { get; private set; } = "";

    /// <summary>How many requests came in.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>How many tokens it gave.</summary>
    public int Given { get; private set; }

    /// <summary>Whether a replaced refresh token came back, and so ended the sign-in.</summary>
    public bool SawReuse { get; private set; }

    public bool HasGrace { get; set; }

    /// <summary>Answers with this status instead; null = gives tokens.</summary>
    public int? Trouble { get; set; }

    /// <summary>Whether to refuse this one, though the sign-in lives on.</summary>
    public Func<bool> RefuseNext { get; set; } = static () => false;

    /// <summary>Seconds; null leaves <c>expires_in</c> out.</summary>
    public int? Lifetime { get; set; } = 3600;

    /// <summary>The Date header, when it is not ours.</summary>
    public DateTimeOffset? Clock { get; set; }

    /// <summary>Makes the access token of the number.</summary>
    public Func<int, string> AccessOf { get; set; } = static number => $"access-{number}";

    /// <summary>Waited for when a request came in, before anything is given.</summary>
    public Func<Task> Before { get; set; } = static () => Task.CompletedTask;

    public static string RefreshOf(int number) => $"refresh-{number}";

    public static async Task<TokenServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new TokenServer(app);
        app.Run(server.ServeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.TokenUrl = app.Urls.First() + "/token";
        return server;
    }

    /// <summary>The account's owner ends all sign-ins.</summary>
    public void Revoke() => _isRevoked = true;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _asked);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await Before();
        if (Clock is { } clock)
        {
            context.Response.Headers.Date = clock.ToString("R");
        }

        var (status, body) = Trouble is { } trouble ? (trouble, new JsonObject { ["error"] = "server_error" }) : Exchange(form["refresh_token"].ToString());
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    private (int Status, JsonObject Body) Exchange(string refresh)
    {
        lock (_gate)
        {
            if (RefuseNext())
            {
                return (400, new JsonObject { ["error"] = "invalid_grant" });
            }

            var isLast = refresh == RefreshOf(_last);
            if (!_isRevoked && !isLast && !(HasGrace && refresh == RefreshOf(_last - 1)))
            {
                SawReuse = _isRevoked = true;
            }

            if (_isRevoked)
            {
                return (400, new JsonObject { ["error"] = "invalid_grant", ["error_description"] = "The refresh token is no longer valid." });
            }

            var number = isLast ? ++_last : _last;
            Given++;
            var body = new JsonObject { ["access_token"] = AccessOf(number), ["token_type"] = "Bearer", ["refresh_token"] = RefreshOf(number) };
            if (Lifetime is { } seconds)
            {
                body["expires_in"] = seconds;
            }

            return (200, body);
        }
    }
}
