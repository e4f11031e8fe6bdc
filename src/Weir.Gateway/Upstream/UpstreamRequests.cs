using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects;
using Weir.Dialects.Bodies;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Translation;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Gateway.Upstream;

/// <summary>Makes the request of one attempt: the client's bytes where the target speaks its dialect, else written anew. Not signed yet.</summary>
internal static class UpstreamRequests
{
    /// <summary>The request, or why this target can't be asked.</summary>
    /// <exception cref="DialectException">The client's body is not of its dialect.</exception>
    public static (HttpRequestMessage? Request, WeirError? Problem) Build(RequestContext context, Attempt attempt, UpstreamClient client) =>
        attempt.Wire is { } wire ? Build(context, attempt, wire, client) : PassThrough(context, attempt, client);

    private static (HttpRequestMessage?, WeirError?) Build(RequestContext context, Attempt attempt, Wire wire, UpstreamClient client)
    {
        var translates = Lanes.Translates(context, wire);
        if (translates || wire.Rules.ReadsConversation)
        {
            context.Conversation ??= ClientRequests.Read(context, mustRead: translates);
        }

        var call = new UpstreamCall
        {
            Target = attempt.Target,
            Wire = wire,
            Purpose = Lanes.PurposeOf(context.Operation),
            Path = context.Operation.Kind == OperationKind.Other ? context.Operation.Path : null,
            Stream = context.Stream,
            ClientDialect = context.Operation.Dialect,
            Conversation = context.Conversation,
            ClientHeader = context.Header,
        };
        if (WireAddresses.Of(call) is not { } address)
        {
            return (null, NoSuchCall(context, attempt));
        }

        var request = NewRequest(HttpMethod.Post, address, client);
        var edit = ModelModes.Add(wire.Rules.EditOf(call), attempt.Target.Model?.Mode);
        request.Content = translates ? Written(context, attempt, call, edit) : Forwarded(context, attempt, wire, edit);
        RequestHeaders.Copy(context.Http.Request.Headers, request, all: false, sameDialect: !translates);
        SetHeaders(request, attempt.Target);
        wire.Rules.SetHeaders(call, request.Headers);
        return (request, null);
    }

    private static (HttpRequestMessage?, WeirError?) PassThrough(RequestContext context, Attempt attempt, UpstreamClient client)
    {
        var from = context.Http.Request;
        var method = HttpMethod.Parse(from.Method);
        if (client.AddressOf(context.PassThroughPath!, context.PassThroughQuery!) is not { } address)
        {
            return (null, new WeirError(ErrorKind.InvalidRequest, "The path leads out of the connection's base URL.", "Use a path below the provider's own API."));
        }

        var request = NewRequest(method, address, client);
        if (context.Body is { } body && (body.Span.Length > 0 || method == HttpMethod.Post))
        {
            request.Content = new SplicedContent(body.Memory, from.ContentType);
        }

        RequestHeaders.Copy(from.Headers, request, all: true, sameDialect: true);
        SetHeaders(request, attempt.Target);
        return (request, null);
    }

    private static HttpRequestMessage NewRequest(HttpMethod method, Uri address, UpstreamClient client) =>
        new() { Method = method, RequestUri = address, Version = client.Version, VersionPolicy = client.VersionPolicy };

    private static void SetHeaders(HttpRequestMessage request, Target target)
    {
        foreach (var (name, value) in target.Connection.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, value) in target.Model?.Mode?.Headers ?? System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>The client's own bytes, with the model's name and what the provider's rules change.</summary>
    private static OutgoingContent Forwarded(RequestContext context, Attempt attempt, Wire wire, BodyEdit? edit)
    {
        var body = context.Body!;
        var limit = context.Operation.Shape == BodyShape.Form ? null : attempt.OutputLimit;
        var added = limit is { } most ? OutputLimits.Added(body.Span, context.Operation, wire, context.Size?.LimitMembers ?? [], most) : null;
        var content = new SplicedContent(
            body.Memory,
            context.Http.Request.ContentType,
            ModelSplice(context, wire),
            attempt.Target.Connection.AsksForStreamUsage ? context.AskForUsage : null,
            added);
        if ((edit is null && (limit is null || added is not null)) || context.Operation.Shape == BodyShape.Form)
        {
            return content;
        }

        var bytes = new MemoryStream(body.Span.Length + 256);
        content.CopyTo(bytes, null, CancellationToken.None);
        ReadOnlyMemory<byte> edited = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        edited = limit is { } set && added is null ? OutputLimits.Set(edited.Span, context.Operation, wire, context.Size?.LimitMembers ?? [], set) : edited;
        return new WrittenContent(edit is null ? edited : BodyEditor.Apply(edited.Span, edit));
    }

    /// <summary>The request in the target's dialect. What it can't carry is noted.</summary>
    private static WrittenContent Written(RequestContext context, Attempt attempt, UpstreamCall call, BodyEdit? edit)
    {
        var dialect = Lanes.DialectOf(call.Wire);
        var asked = attempt.OutputLimit is { } limit ? OutputLimits.Set(context.Conversation!, limit) : context.Conversation!;
        var conversation = call.Wire.Rules.Adapt(asked with { Model = call.Wire.ModelId, Stream = context.Stream }, call, attempt.Losses);
        var options = new WriteOptions
        {
            Losses = attempt.Losses,
            ModelFamily = call.Wire.ModelFamily ?? attempt.Target.Model?.Id,
            OutputLimit = attempt.Target.Model is { OutputLimit: > 0 and <= int.MaxValue } model ? (int)model.OutputLimit : null,
            CanReason = attempt.Target.Model?.Capabilities.HasFlag(Catalog.ModelCapabilities.Reasoning),
            Variant = call.Wire.Variant,
        };
        var output = new ArrayBufferWriter<byte>(Math.Max(1024, context.Body!.Span.Length + 1024));
        if (call.Purpose == CallPurpose.CountTokens)
        {
            ((ICountsTokens)dialect).WriteCountRequest(conversation, output, options);
        }
        else
        {
            dialect.WriteRequest(conversation, output, options);
        }

        return new WrittenContent(edit is null ? output.WrittenMemory : BodyEditor.Apply(output.WrittenSpan, edit));
    }

    private static Splice? ModelSplice(RequestContext context, Wire wire)
    {
        if (context.ModelLength == 0 || string.Equals(context.ModelAsked, wire.ModelId, StringComparison.Ordinal))
        {
            return null;
        }

        var model = context.Operation.Shape == BodyShape.Form
            ? Encoding.UTF8.GetBytes(wire.ModelId)
            : [(byte)'"', .. JsonEncodedText.Encode(wire.ModelId).EncodedUtf8Bytes, (byte)'"'];
        return new Splice(context.ModelOffset, context.ModelLength, model);
    }

    private static WeirError NoSuchCall(RequestContext context, Attempt attempt) => new(
        ErrorKind.InvalidRequest,
        $"{attempt.Target.Name} has no {context.Operation.Name.Replace('_', ' ')} that Weir can reach: it is served by {attempt.Wire!.Dialect}.",
        $"Ask a model of an OpenAI-shaped provider, or use the provider's own API at /p/{attempt.Target.Connection.Name}/.")
    { Status = 404, Param = "model" };
}
