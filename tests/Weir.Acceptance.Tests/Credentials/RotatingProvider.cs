using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Credentials;

/// <summary>
/// A provider with a token endpoint that replaces the refresh token at each use. The one before the last may be used again until its successor
/// was (the grace that RFC 9700 leaves to servers, for answers that got lost); an older one ends the sign-in.
/// </summary>
internal sealed class RotatingProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private int _last;

    private RotatingProvider(WebApplication app) => _app = app;

    public string Origin => _app.Urls.First();

    /// <summary>Seconds that an access token lives.</summary>
    public int Lifetime { get; set; } = 3600;

    /// <summary>Refuses every refresh token, or has refused one because it was too old.</summary>
    public bool IsSignedOut { get; set; }

    /// <summary>How many refresh tokens were replaced.</summary>
    public int Rotations => Volatile.Read(ref _last);

    /// <summary>Waited for after a refresh token was replaced, before the answer goes out.</summary>
    public Func<Task> Rotated { get; set; } = static () => Task.CompletedTask;

    /// <summary>weir.yaml with a connection <c>acme</c> to it.</summary>
    public string Config => $$"""
        version: 2
        catalog:
          providers:
            - id: acme
              base_url: {{Origin}}/v1
              dialect: openai-chat
              sign_in:
                - {name: device, grant: device-code, client_id: weir, device_url: '{{Origin}}/device', token_url: '{{Origin}}/token'}
        providers:
          - {name: acme, type: acme, models: [m]}

        """;

    public static async Task<RotatingProvider> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var provider = new RotatingProvider(app);
        app.MapPost("/token", provider.TokenAsync);
        app.MapPost("/v1/chat/completions", provider.ChatAsync);
        await app.StartAsync(cancellationToken);
        return provider;
    }

    /// <summary>Puts a sign-in whose access token has ended into the store of a data folder.</summary>
    public static async Task SignInAsync(WeirHome home, CancellationToken cancellationToken)
    {
        var credential = new JsonObject
        {
            ["version"] = 1,
            ["method"] = "oauth",
            ["provider"] = "acme",
            ["flow"] = "device",
            ["access"] = "access-0",
            ["refresh"] = "refresh-0",
            ["expires_at"] = "2026-01-01T00:00:00Z",
            ["saved_at"] = "2025-12-31T00:00:00Z",
            ["facts"] = new JsonObject(),
        };
        var entries = new JsonObject { ["connection/acme"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(credential.ToJsonString())) };
        await WriteAsync("secrets.plain.json", new JsonObject { ["version"] = 1, ["entries"] = entries }.ToJsonString());
        await WriteAsync("secrets.store", "plain\n");
        var moved = await home.RunAsync(["auth", "move", "--to", "file"], cancellationToken);
        Assert.True(moved.ExitCode == 0, moved.ToString());

        async Task WriteAsync(string name, string text)
        {
            var path = Path.Combine(home.DataFolder, name);
            await File.WriteAllTextAsync(path, text, cancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var given = Exchange(form["refresh_token"].ToString());
        if (given is not { } number)
        {
            context.Response.StatusCode = 400;
            await WriteAsync(context, new JsonObject { ["error"] = "invalid_grant", ["error_description"] = "The sign-in has ended" });
            return;
        }

        await Rotated();
        await WriteAsync(context, new JsonObject
        {
            ["access_token"] = $"access-{number}",
            ["refresh_token"] = $"refresh-{number}",
            ["token_type"] = "Bearer",
            ["expires_in"] = Lifetime,
        });
    }

    private int? Exchange(string refresh)
    {
        lock (_gate)
        {
            if (!IsSignedOut && refresh == $"refresh-{_last}")
            {
                return ++_last;
            }

            if (!IsSignedOut && refresh == $"refresh-{_last - 1}")
            {
                return _last;
            }

            IsSignedOut = true;
            return null;
        }
    }

    private Task ChatAsync(HttpContext context)
    {
        var isKnown = context.Request.Headers.Authorization.ToString() == $"Bearer access-{Rotations}";
        context.Response.StatusCode = isKnown ? 200 : 401;
        return WriteAsync(context, isKnown ? new JsonObject { ["choices"] = new JsonArray() } : new JsonObject { ["error"] = new JsonObject { ["message"] = "Who are you?" } });
    }

    private static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
