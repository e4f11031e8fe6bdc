using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Translation;
using Weir.Metering.Keys;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Ingress.Models;

/// <summary>GET /v1/models and /v1beta/models: what the calling key may ask for, in the shape of the client's vendor.</summary>
internal sealed class ModelsEndpoint(ISnapshotSource snapshots, TargetPrices prices, TimeProvider time)
{
    public async Task ListAsync(HttpContext http, ClientKey key)
    {
        var models = snapshots.Current.Models.List(key.AllowedModels);
        await AnswerAsync(http, json =>
        {
            switch (DialectOf(http))
            {
                case DialectNames.Gemini:
                    GeminiModels.WriteList(json, [.. models], http.Request.Query);
                    break;
                case DialectNames.AnthropicMessages:
                    AnthropicModels.WriteList(json, [.. models], http.Request.Query);
                    break;
                default:
                    OpenAiModels.WriteList(json, models, RatesOf);
                    break;
            }
        });
    }

    public async Task ShowAsync(HttpContext http, ClientKey key)
    {
        var name = (string)http.Request.RouteValues["id"]!;
        if (snapshots.Current.Models.Resolve(name, key.AllowedModels) is not Resolution.Found { Targets: [var target, ..] })
        {
            var error = new WeirError(ErrorKind.ModelNotAvailable, "There is no model of that name that this key may use.", "Use one of the names that GET /v1/models lists.") { Param = "model" };
            await ErrorAnswer.WriteAsync(http.Response, error, http.RequestAborted);
            return;
        }

        await AnswerAsync(http, json =>
        {
            switch (DialectOf(http))
            {
                case DialectNames.Gemini:
                    GeminiModels.Write(json, name, target);
                    break;
                case DialectNames.AnthropicMessages:
                    AnthropicModels.Write(json, name, target);
                    break;
                default:
                    OpenAiModels.Write(json, name, target, RatesOf(target));
                    break;
            }
        });
    }

    private TokenRates? RatesOf(Target target) => prices.RatesAt(target, time.GetUtcNow());

    private static string DialectOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<DialectMetadata>()?.Dialect ?? ClientDialects.ByHeaders(http.Request);

    private static async Task AnswerAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(body))
        {
            write(json);
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }
}
