using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Ingress.Discovery;

/// <summary>
/// <c>/.well-known/opencode</c>: how OpenCode gets a key for this gateway and sets itself up. What anybody may read names no model; the list is at
/// <see cref="ConfigPath"/>, for holders of a key, and holds what that key may ask for.
/// </summary>
internal sealed class DiscoveryEndpoint(ISnapshotSource snapshots, TargetPrices prices, TimeProvider time)
{
    public const string Path = "/.well-known/opencode";

    public const string ConfigPath = Path + "/config";

    /// <summary>What OpenCode keeps the key under, and what the configuration refers to it by.</summary>
    public const string Variable = "WEIR_KEY";

    /// <summary>To everybody: the same at any time, whatever state upstreams are in. OpenCode doesn't start without it.</summary>
    public static Task AnnounceAsync(HttpContext http) => AnswerAsync(http, json =>
    {
        var address = GatewayAddress.Of(http.Request);
        json.WriteStartObject("auth"u8);
        json.WriteStartArray("command"u8);
        foreach (var part in (ReadOnlySpan<string>)["weir", "auth", "token", "--url", address])
        {
            json.WriteStringValue(part);
        }

        json.WriteEndArray();
        json.WriteString("env"u8, Variable);
        json.WriteEndObject();
        json.WriteStartObject("config"u8);
        OpenCodeBlock.Write(json, address, null, static _ => null);
        json.WriteEndObject();
        json.WriteStartObject("remote_config"u8);
        json.WriteString("url"u8, address + ConfigPath);
        json.WriteStartObject("headers"u8);
        json.WriteString("authorization"u8, $"Bearer {{env:{Variable}}}");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>To holders of a key: the same with the key's models.</summary>
    public Task ConfigAsync(HttpContext http, ClientKey key) => AnswerAsync(http, json =>
    {
        json.WriteStartObject("config"u8);
        var now = time.GetUtcNow();
        OpenCodeBlock.Write(json, GatewayAddress.Of(http.Request), snapshots.Current.Models.List(key.AllowedModels), target => prices.RatesAt(target, now));
        json.WriteEndObject();
    });

    private static async Task AnswerAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.WrittenCount;

        // It follows the request's host and key: no cache may give it to others.
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }
}
