using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Dialects.Errors;

namespace Weir.Dialects.OpenAiChat;

/// <summary>Writes a <see cref="WeirError"/> in OpenAI's shape: <c>{"error": {message, type, param, code, action}}</c>.</summary>
public static class ErrorWriter
{
    // Answers are never put into a web page: quotes and other languages stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the JSON body of an error answer.</summary>
    public static void Write(IBufferWriter<byte> output, WeirError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, error.Message);
        json.WriteString("type"u8, Type(error.Kind));
        json.WriteString("param"u8, error.Param);
        json.WriteString("code"u8, error.Kind.Code());
        json.WriteString("action"u8, error.Action);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the error as an event of a stream that has begun.</summary>
    public static void WriteEvent(IBufferWriter<byte> output, WeirError error)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("data: "u8);
        Write(output, error);
        output.Write("\n\n"u8);
    }

    /// <summary>OpenAI's own word for the class of error, which its SDKs show.</summary>
    private static string Type(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidRequest or ErrorKind.ModelNotAvailable or ErrorKind.PayloadTooLarge or ErrorKind.ContextTooLong => "invalid_request_error",
        ErrorKind.InvalidCredentials => "authentication_error",
        ErrorKind.NotAllowed => "permission_error",
        ErrorKind.RateLimited => "rate_limit_error",
        ErrorKind.QuotaExceeded or ErrorKind.BudgetExceeded => "insufficient_quota",
        _ => "api_error",
    };
}
