using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

/// <summary>Recorded requests and answers, read and written again: nothing is lost.</summary>
public sealed class RecordedRoundTripTests
{
    /// <summary>Usage is asked for on every stream: the ledger needs it, and who asked is known from the conversation.</summary>
    private static readonly string[] ExplainedInRequests = ["$.stream_options"];

    public static IEnumerable<TheoryDataRow<string>> Requests => Wire.Cases(static entry => entry.Request);

    public static IEnumerable<TheoryDataRow<string>> MistralRequests => Wire.Cases(static entry => entry.Request && entry.Dialect == "mistral");

    public static IEnumerable<TheoryDataRow<string>> Answers => Wire.Cases(static entry => entry.Kind == "unary" && entry.Status < 300);

    public static IEnumerable<TheoryDataRow<string>> Errors => Wire.Cases(static entry => entry.Status >= 400);

    [Theory]
    [MemberData(nameof(Requests))]
    public void Request_IsTheSameAgain(string name)
    {
        var recorded = JsonElement.Parse(RecordedTraffic.Read(name).Request!);
        var losses = new Losses();

        // llama.cpp's server has one model and wants no name; a gateway does.
        var route = recorded.String("model") is null ? new RequestRoute("the-model", false) : default;
        var written = Wire.Write(Wire.Dialect.ReadRequest(RecordedTraffic.Read(name).Request!, route), losses: losses);
        JsonDifferences.AssertNone(recorded, written, [.. ExplainedInRequests, .. route.Model is null ? (string[])[] : ["$.model"]]);
        Assert.Empty(losses.All);
        Assert.Equal(recorded.Bool("stream") == true, written.Member("stream_options").Bool("include_usage") == true);
    }

    [Theory]
    [MemberData(nameof(MistralRequests))]
    public void Request_ToMistralIsTheSameAgain(string name)
    {
        // Mistral has no stream_options, and other words for the seed.
        var recorded = JsonElement.Parse(RecordedTraffic.Read(name).Request!);
        var written = Wire.Write(Wire.Dialect.ReadRequest(RecordedTraffic.Read(name).Request!), ChatVariants.For("mistral"));
        JsonDifferences.AssertNone(recorded, written, "$.stream_options");
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_IsTheSameAgain(string name)
    {
        var recorded = RecordedTraffic.Read(name).Response;

        // Azure's filter leaves out the message; clients read it without a look.
        string[] explained = name == "openai-compat/azure-content-filter" ? ["$.choices[].message"] : [];
        JsonDifferences.AssertNone(JsonElement.Parse(recorded), Wire.Write(Wire.Dialect.ReadAnswer(recorded)), explained);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_DamagedIsAnErrorOrAnAnswer(string name)
    {
        var recorded = RecordedTraffic.Read(name).Response;
        var random = new Random(11);
        for (var round = 0; round < 60; round++)
        {
            var changed = recorded.ToArray();
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                changed[random.Next(changed.Length)] = "{}[]\",:01nul"u8[random.Next(12)];
            }

            var exception = Record.Exception(() => Wire.Write(Wire.Dialect.ReadAnswer(changed)));
            Assert.True(exception is null or DialectException, $"round {round}: {exception}");
        }
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_HasItsMessageAndKind(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var error = Wire.Dialect.ReadError(recorded.Status, recorded.Response);
        Assert.Equal(recorded.Status, error.Status);
        Assert.NotEqual(ErrorKind.Unknown, error.Kind);
        Assert.InRange(error.Message.Length, 1, 500);
        Assert.DoesNotContain('<', error.Message);
        Assert.NotEmpty(error.Action);
    }
}
