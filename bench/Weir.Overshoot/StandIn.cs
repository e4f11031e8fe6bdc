using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weir.Overshoot;

/// <summary>
/// A provider that keeps its own bill. It bills an answer in full as soon as it has the request, also when nobody hears the end: no real provider bills more. Its
/// addresses are <c>/NAME/v1/chat/completions</c> and <c>/NAME/v1/messages</c>, for any name.
/// </summary>
internal sealed class StandIn : IAsyncDisposable
{
    private const int LongestAnswer = 800;
    private const int FaultChance = 1;
    private const int KindChance = 2;
    private const int LengthChance = 3;

    private readonly WebApplication _app;
    private readonly Chance _chance;
    private readonly int _faultsPerHundred;
    private readonly ConcurrentDictionary<int, int> _asked = new();
    private readonly ConcurrentBag<Billed> _bill = [];

    private StandIn(WebApplication app, int seed, int faultsPerHundred)
    {
        _app = app;
        _chance = new Chance(seed);
        _faultsPerHundred = faultsPerHundred;
    }

    /// <summary>Everything billed until now.</summary>
    public IReadOnlyCollection<Billed> Bill => _bill;

    /// <summary>Host and port.</summary>
    public string Authority => new Uri(_app.Urls.Single()).Authority;

    /// <summary>Begins to listen.</summary>
    /// <param name="url">Where; port 0 for any.</param>
    /// <param name="seed">Decides on lengths and faults.</param>
    /// <param name="faultsPerHundred">How many of a hundred requests meet a fault.</param>
    public static async Task<StandIn> StartAsync(string url, int seed, int faultsPerHundred)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(url);
        var standIn = new StandIn(app, seed, faultsPerHundred);
        app.MapPost("/{name}/v1/{**rest}", (RequestDelegate)standIn.AnswerAsync);
        await app.StartAsync();
        return standIn;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var (request, input, limit) = await ReadAsync(http);
        var time = _asked.AddOrUpdate(request, 0, static (_, last) => last + 1);
        var fault = FaultOf(request, time);
        if (fault is Fault.Broken or Fault.Limited)
        {
            await RefuseAsync(http, fault);
            return;
        }

        var output = Math.Min(limit, 1 + _chance.Below(LongestAnswer / (1 + _chance.Below(3, request, LengthChance, time)), request, LengthChance, time + 100));
        var billed = new Billed(request, (string)http.Request.RouteValues["name"]!, input, output);
        if (fault != Fault.DroppedUnbilled)
        {
            _bill.Add(billed);
        }

        if (fault == Fault.Silent)
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (fault is Fault.DroppedBilled or Fault.DroppedUnbilled or Fault.Silent)
        {
            http.Abort();
            return;
        }

        var stream = new AnswerStream(http, isAnthropic: http.Request.Path.Value!.EndsWith("/messages", StringComparison.Ordinal));
        try
        {
            await stream.BeginAsync(input);
            var stop = fault switch { Fault.CutAtHead => 0, Fault.CutInside => output / 2, _ => output };
            await stream.WriteAsync(stop);
            if (fault is Fault.CutAtHead or Fault.CutInside)
            {
                http.Abort();
                return;
            }

            await stream.EndAsync(billed, isCutShort: output == limit);
            billed.IsReported = true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The gateway hung up, or is dead. The bill stays.
        }
    }

    private Fault FaultOf(int request, int time) => _chance.Below(100, request, FaultChance, time) >= _faultsPerHundred
        ? Fault.None
        : (Fault)(1 + _chance.Below(7, request, KindChance, time));

    private static Task RefuseAsync(HttpContext http, Fault fault)
    {
        http.Response.StatusCode = fault == Fault.Limited ? 429 : 500;
        http.Response.ContentType = "application/json";
        if (fault == Fault.Limited)
        {
            http.Response.Headers["retry-after-ms"] = "20";
        }

        return http.Response.WriteAsync("""{"type":"error","error":{"type":"api_error","message":"Not now."}}""", http.RequestAborted);
    }

    /// <summary>The number in the prompt, tokens of input (a token for every four bytes), and the most output.</summary>
    private static async Task<(int Request, long Input, long Limit)> ReadAsync(HttpContext http)
    {
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        using var json = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        var limit = (long)LongestAnswer;
        foreach (var name in (string[])["max_tokens", "max_completion_tokens"])
        {
            limit = json.RootElement.TryGetProperty(name, out var most) && most.ValueKind == JsonValueKind.Number ? Math.Min(limit, most.GetInt64()) : limit;
        }

        var text = System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        var from = text.IndexOf('#', StringComparison.Ordinal) + 1;
        var request = from > 0 ? int.Parse(text.AsSpan(from, text.IndexOf('#', from) - from), CultureInfo.InvariantCulture) : -1;
        return (request, bytes.Length / 4, limit);
    }
}
