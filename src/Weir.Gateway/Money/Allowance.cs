using Weir.Catalog;
using Weir.Dialects.OpenAiResponses;
using Weir.Gateway.Pipeline;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Gateway.Money;

/// <summary>What one target may bill for a request at most.</summary>
/// <param name="Shape">The request as the price sees it.</param>
/// <param name="Output">Output tokens that each answer may have.</param>
/// <param name="IsNamed">True when the upstream itself stops there: the client set the limit, or the model can't do more.</param>
internal readonly record struct Allowance(RequestShape Shape, long Output, bool IsNamed)
{
    /// <summary>The fewest output tokens worth an answer.</summary>
    private const long LeastOutput = 16;

    /// <summary>Output of a model of which nothing is known, where the client set no limit.</summary>
    private const long UnknownOutput = 4096;

    /// <summary>What providers add to a prompt themselves: templates, and instructions for tools.</summary>
    private const long Overhead = 64;

    private const long ToolOverhead = 1024;

    /// <summary>The most that vendors count for an image in high detail.</summary>
    private const long PictureInput = 50_000;

    /// <summary>A window for hidden input where nobody names the model's.</summary>
    private const long UnknownWindow = 200_000;

    /// <summary>Bytes of a compressed recording that make a token, at the least.</summary>
    private const long RecordingBytesPerToken = 50;

    /// <summary>Tokens of a picture in the largest size and the best quality.</summary>
    private const long PictureTokens = 8_192;

    /// <summary>Tokens of speech that a byte of text can make.</summary>
    private const long SpeechTokensPerByte = 10;

    /// <summary>The completions API's own limit where a request names none.</summary>
    private const long CompletionOutput = 16;

    /// <summary>That of one attempt.</summary>
    /// <param name="context">The request.</param>
    /// <param name="size">Its body's size.</param>
    /// <param name="target">Who is asked.</param>
    /// <param name="wire">How; null where that is not known yet.</param>
    public static Allowance Of(RequestContext context, RequestSize size, Target target, Wire? wire = null)
    {
        // What an answer that broke off had said already is sent along.
        var whole = context.BegunBytes > 0 ? size with { TextBytes = size.TextBytes + context.BegunBytes } : size;
        return Of(context.Operation, context.EstimatedInput + (context.BegunBytes / 4), Heeded(context.Operation, whole, wire), target);
    }

    /// <summary>The same for a request that is one of many, such as a line of a batch.</summary>
    public static Allowance Of(Operation operation, long estimatedInput, RequestSize size, Target target)
    {
        var input = Input(size, target, operation);
        var shape = new RequestShape
        {
            Input = input,
            InputAudio = size.HasAudio || operation.Shape == BodyShape.Form ? input : 0,
            MayAnswerAudio = size.MayAnswerAudio || operation == Operations.Speech,
            Choices = size.Choices,
            LikelyOutput = Likely(estimatedInput),
            HasImages = size.Pictures > 0 || size.FileTokens > 0 || size.HasHiddenInput,
            MayAnswerImages = operation == Operations.ImageGenerations || target.Model?.OutputModalities.Contains("image") == true,
            MayWriteForAnHour = size.MayWriteForAnHour,
        };
        if (Fixed(operation, size) is { } output)
        {
            return new Allowance(shape, output, true);
        }

        var most = target.Model?.OutputLimit is > 0 and var known ? known : (long?)null;
        return size.Limit is { } limit ? new Allowance(shape, Math.Min(limit, most ?? long.MaxValue), limit <= (most ?? long.MaxValue))
            : operation == Operations.Completions ? new Allowance(shape, CompletionOutput, true)
            : new Allowance(shape, most ?? UnknownOutput, most is not null);
    }

    /// <summary>
    /// The fewest output tokens that are worth sending the request for; null = all or nothing. Hard budgets lower the output of a request whose client set no limit.
    /// </summary>
    /// <param name="size">The request.</param>
    /// <param name="budgets">Those that hold for it.</param>
    public long? LeastOf(RequestSize size, IReadOnlyList<Budget> budgets) => size.Limit is null && budgets.Any(static budget => budget.IsHard) ? Math.Min(Output, LeastOutput) : null;

    private static long Input(RequestSize size, Target target, Operation operation)
    {
        if (operation.Shape == BodyShape.Form)
        {
            return (size.TextBytes / RecordingBytesPerToken) + Overhead;
        }

        var window = target.Model?.ContextLimit is > 0 and var known ? known : (long?)null;
        var counted = size.TextBytes + Overhead + ToolOverhead + (size.Pictures * PictureInput) + size.FileTokens;
        return size.HasHiddenInput ? Math.Max(window ?? UnknownWindow, window is null ? counted : 0) : Math.Min(counted, window ?? long.MaxValue);
    }

    /// <summary>Output of operations whose output no limit of the client's governs; null where one does.</summary>
    private static long? Fixed(Operation operation, RequestSize size) =>
        operation == Operations.Embeddings || operation == Operations.Moderations || operation == Operations.Rerank ? 0
        : operation == Operations.ImageGenerations ? PictureTokens
        : operation == Operations.Speech ? size.TextBytes * SpeechTokensPerByte
        : operation.Shape == BodyShape.Form ? size.TextBytes / RecordingBytesPerToken
        : null;

    /// <summary>Answers are taken to be a quarter of the prompt, and no shorter than this, in tokens.</summary>
    private static long Likely(long estimatedInput) => Math.Max(256, estimatedInput / 4);

    /// <summary>The size with the limit that the upstream is told.</summary>
    private static RequestSize Heeded(Operation operation, RequestSize size, Wire? wire) => wire switch
    {
        { TakesLimit: false } => size with { Limit = null },
        { Dialect: DialectNames.OpenAiResponses } when size.Limit < ResponsesDialect.LeastLimit && operation.Dialect != DialectNames.OpenAiResponses => size with { Limit = ResponsesDialect.LeastLimit },
        _ => size,
    };
}
