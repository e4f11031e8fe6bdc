using System.Text.Json.Serialization;

namespace Weir.Gateway.Responses;

/// <summary>What DELETE answers.</summary>
internal sealed record DeletedResponse(string Id, string Object, bool Deleted);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DeletedResponse))]
internal sealed partial class ResponsesJson : JsonSerializerContext;
