using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Weir.Gateway.Tests.Fakes;

/// <summary>A server on a loopback port that answers paths with what a test says, and everything else with 404.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);

    private StandIn(WebApplication app) => _app = app;

    public Uri Origin => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Method and path of every request, and what its Authorization said.</summary>
    public ConcurrentQueue<(string Path, string Authorization)> Asked { get; } = new();

    public static async Task<StandIn> StartAsync(params (string Path, string Json)[] answers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new StandIn(app);
        foreach (var (path, json) in answers)
        {
            server.Answer(path, json);
        }

        app.Run(server.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public StandIn Answer(string path, string json, int status = 200) => Answer(path, context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    });

    public StandIn Answer(string path, RequestDelegate answer)
    {
        _answers[path] = answer;
        return this;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = $"{context.Request.Method} {context.Request.Path}";
        Asked.Enqueue((path, context.Request.Headers.Authorization.ToString()));
        if (_answers.TryGetValue(path, out var answer))
        {
            return answer(context);
        }

        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
