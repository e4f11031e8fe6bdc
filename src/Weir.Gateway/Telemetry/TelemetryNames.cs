namespace Weir.Gateway.Telemetry;

/// <summary>Every metric and attribute name, after OpenTelemetry's conventions for generative AI; what is ours begins with <c>weir.</c></summary>
internal static class TelemetryNames
{
    public const string Source = "Weir.Gateway";
    public const string OperationDuration = "gen_ai.client.operation.duration";
    public const string TokenUsage = "gen_ai.client.token.usage";
    public const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";
    public const string Cost = "weir.cost";
    public const string RefusedKeys = "weir.keys.refused";
    public const string OpenRequests = "weir.requests.open";

    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string TokenType = "gen_ai.token.type";
    public const string ErrorType = "error.type";
}
