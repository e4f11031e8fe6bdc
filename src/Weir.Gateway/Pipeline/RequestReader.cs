using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Estimates;
using Weir.Dialects.Multipart;
using Weir.Dialects.OpenAiChat;
using Weir.Gateway.Relay;

namespace Weir.Gateway.Pipeline;

/// <summary>Ingress: reads the body once and finds in it what the gateway acts on.</summary>
internal static class RequestReader
{
    /// <summary>Reads body and model. Returns what is wrong with the request, or null.</summary>
    public static async ValueTask<WeirError?> ReadAsync(RequestContext context) =>
        await ReadBodyAsync(context) ?? (context.Operation.Shape == BodyShape.Form ? ReadForm(context, context.Http.Request) : ReadJson(context));

    /// <summary>Reads the body alone. Returns what is wrong with it, or null.</summary>
    public static async ValueTask<WeirError?> ReadBodyAsync(RequestContext context)
    {
        try
        {
            context.Body = await PooledBody.ReadAsync(context.Http.Request, context.Http.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new WeirError(ErrorKind.PayloadTooLarge, "The request body is larger than this gateway takes.", "Send less, or raise server.max_body_mb in weir.yaml.");
        }
        catch (BadHttpRequestException exception)
        {
            return new WeirError(ErrorKind.InvalidRequest, "The request body broke off or is malformed HTTP.", "Send the request again.") { Status = exception.StatusCode };
        }
    }

    private static WeirError? ReadJson(RequestContext context)
    {
        var modelInBody = context.Operation.Shape == BodyShape.Json;
        if (!RequestScanner.TryScan(context.Body!.Span, out var facts, out var error, modelInBody))
        {
            return error;
        }

        if (modelInBody)
        {
            context.ModelAsked = facts.Model;
            context.ModelOffset = facts.ModelOffset;
            context.ModelLength = facts.ModelLength;
            context.Stream = facts.Stream;
        }

        if (context.Operation.Kind == OperationKind.Conversation && context.Body!.Span.IndexOf(SignatureEnvelope.Start) >= 0)
        {
            // The history holds another provider's signatures: they must be taken out before they reach this one.
            context.MustTranslate = true;
        }

        context.IsStrict = context.Key.IsStrict || context.Header("x-weir-strict") is { } strict && !strict.Equals("false", StringComparison.OrdinalIgnoreCase) && strict != "0";
        context.IsBackground = facts.Background && context.Operation == Operations.Responses;
        context.AskForUsage = context.Operation.HasStreamOptions() ? facts.AskForUsage : null;
        context.EstimatedInput = TokenEstimate.OfRequest(facts.TextBytes, facts.MediaParts);
        return null;
    }

    private static WeirError? ReadForm(RequestContext context, HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            return new WeirError(ErrorKind.InvalidRequest, "This endpoint takes a multipart form.", "Send Content-Type: multipart/form-data with a boundary, as curl -F does.");
        }

        if (!FormScanner.TryScan(context.Body!.Span, boundary, out var facts, out var error))
        {
            return error;
        }

        context.ModelAsked = facts.Model;
        context.ModelOffset = facts.ModelOffset;
        context.ModelLength = facts.ModelLength;
        context.Stream = facts.Stream;
        return null;
    }
}
