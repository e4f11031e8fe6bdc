using System.Text.Json;
using Weir.Catalog;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Money;

/// <summary>Finds what makes a provider add to the prompt what is not in the body: then its size is nobody's guess. Each looks at the member's name that the reader stands at.</summary>
internal static class HiddenInput
{
    /// <summary>A member at the top of a body.</summary>
    public static bool IsMember(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("previous_response_id"u8) || reader.ValueTextEquals("conversation"u8) || reader.ValueTextEquals("cachedContent"u8) || reader.ValueTextEquals("cached_content"u8)
        || reader.ValueTextEquals("container"u8) || reader.ValueTextEquals("mcp_servers"u8) || reader.ValueTextEquals("web_search_options"u8);

    /// <summary>A member of a tool. Those that say "function" or "custom" are the client's, all others run at the provider; Gemini's say nothing, and have a member for each.</summary>
    public static bool IsHostedTool(in Utf8JsonReader reader, Operation operation)
    {
        if (operation.Dialect == DialectNames.Gemini || operation.Kind == OperationKind.PassThrough)
        {
            var isDeclared = reader.ValueTextEquals("functionDeclarations"u8) || reader.ValueTextEquals("function_declarations"u8);
            return operation.Dialect == DialectNames.Gemini ? !isDeclared : !isDeclared && (IsGeminiTool(reader) || IsHostedType(reader));
        }

        return IsHostedType(reader);
    }

    /// <summary>A part of the conversation that only names what the provider keeps.</summary>
    public static bool IsReference(in Utf8JsonReader reader)
    {
        if (!reader.ValueTextEquals("type"u8))
        {
            return false;
        }

        var ahead = reader;
        return ahead.Read() && ahead.TokenType == JsonTokenType.String && ahead.ValueTextEquals("item_reference"u8);
    }

    private static bool IsHostedType(in Utf8JsonReader reader)
    {
        if (!reader.ValueTextEquals("type"u8))
        {
            return false;
        }

        var ahead = reader;
        return ahead.Read() && ahead.TokenType == JsonTokenType.String && !ahead.ValueTextEquals("function"u8) && !ahead.ValueTextEquals("custom"u8);
    }

    private static bool IsGeminiTool(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("googleSearch"u8) || reader.ValueTextEquals("google_search"u8) || reader.ValueTextEquals("googleSearchRetrieval"u8) || reader.ValueTextEquals("google_search_retrieval"u8)
        || reader.ValueTextEquals("urlContext"u8) || reader.ValueTextEquals("url_context"u8) || reader.ValueTextEquals("codeExecution"u8) || reader.ValueTextEquals("code_execution"u8)
        || reader.ValueTextEquals("fileSearch"u8) || reader.ValueTextEquals("file_search"u8) || reader.ValueTextEquals("googleMaps"u8) || reader.ValueTextEquals("google_maps"u8);
}
