using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Catalog;
using Weir.Dialects.Bodies;
using Weir.Dialects.Conversations;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Upstream;
using Weir.Routing.Wires;

namespace Weir.Gateway.Money;

/// <summary>Sets the limit on output tokens that a budget affords, in the client's own body or in the neutral conversation.</summary>
internal static class OutputLimits
{
    private const string Config = "generationConfig";
    private const string OtherConfig = "generation_config";

    private static ReadOnlySpan<byte> Space => " \t\r\n"u8;

    /// <summary>True where a limit can be set: of what passes through, nothing is changed.</summary>
    public static bool CanSet(Operation operation) => operation.Kind == OperationKind.Conversation || operation == Operations.Completions;

    /// <summary>
    /// The limit as a member that is added at the end, where the client named none: nothing of the body is read again or copied. Null where it must be put
    /// in the place of others.
    /// </summary>
    public static Splice? Added(ReadOnlySpan<byte> body, Operation operation, Wire wire, IReadOnlyList<string> members, long limit)
    {
        var end = body.LastIndexOfAnyExcept(Space);
        return operation.Dialect != DialectNames.Gemini && members.Count == 0 && end > 0 && body[end] == (byte)'}' && body[body[..end].LastIndexOfAnyExcept(Space)] != (byte)'{'
            ? new Splice(end, 0, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"{NameOf(operation, wire)}\":{limit}")))
            : null;
    }

    /// <summary>The body with the limit in the place of the client's own.</summary>
    public static ReadOnlyMemory<byte> Set(ReadOnlySpan<byte> body, Operation operation, Wire wire, IReadOnlyList<string> members, long limit)
    {
        var value = limit.ToString(CultureInfo.InvariantCulture);
        if (operation.Dialect == DialectNames.Gemini)
        {
            return BodyEditor.Apply(body, new BodyEdit { Remove = [OtherConfig], Set = [new(Config, Merged(body, value))] });
        }

        IReadOnlyList<string> names = members.Count == 0 || !IsHeeded(operation, wire, members) ? [.. members.Append(NameOf(operation, wire)).Distinct()] : [.. members.Distinct()];
        return BodyEditor.Apply(body, new BodyEdit { Set = [.. names.Select(name => KeyValuePair.Create(name, value))] });
    }

    /// <summary>False where a limit under these names is passed over in silence: many servers know chat's older member alone.</summary>
    public static bool IsHeeded(Operation operation, Wire wire, IReadOnlyList<string> members) =>
        operation.Dialect != DialectNames.OpenAiChat || operation.Kind != OperationKind.Conversation || wire.Variant.LimitMember != "max_tokens" || members.Contains("max_tokens");

    /// <summary>The conversation with no more output than the limit.</summary>
    public static Conversation Set(Conversation conversation, long limit) =>
        conversation with { MaxOutputTokens = (int)Math.Min(conversation.MaxOutputTokens ?? int.MaxValue, limit) };

    private static string NameOf(Operation operation, Wire wire) => operation switch
    {
        { Dialect: DialectNames.OpenAiResponses } => "max_output_tokens",
        { Dialect: DialectNames.OpenAiChat, Kind: OperationKind.Conversation } => wire.Variant.LimitMember,
        _ => "max_tokens",
    };

    /// <summary>All of Gemini's settings, under either name, in one object; what comes later counts, as it does there.</summary>
    private static string Merged(ReadOnlySpan<byte> body, string value)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(output);
        var settings = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in JsonElement.Parse(body).EnumerateObject().Where(static member => member.Name is Config or OtherConfig && member.Value.ValueKind == JsonValueKind.Object))
        {
            foreach (var setting in member.Value.EnumerateObject().Where(static setting => setting.Name is not ("maxOutputTokens" or "max_output_tokens")))
            {
                settings[setting.Name] = setting.Value;
            }
        }

        json.WriteStartObject();
        foreach (var (name, setting) in settings)
        {
            json.WritePropertyName(name);
            setting.WriteTo(json);
        }

        json.WritePropertyName("maxOutputTokens");
        json.WriteRawValue(value);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
