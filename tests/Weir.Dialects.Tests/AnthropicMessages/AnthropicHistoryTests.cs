using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using static Weir.Dialects.Tests.AnthropicMessages.Written;

namespace Weir.Dialects.Tests.AnthropicMessages;

/// <summary>Histories of other dialects, as Anthropic takes them.</summary>
public sealed class AnthropicHistoryTests
{
    private const string Png = "iVBORw0KGgo=";

    [Fact]
    public void Write_SystemMessages_FirstOnesAtTheTopLaterOnesInPlace()
    {
        var written = Of(Ask(new(Role.System, [new TextPart("A")]), new(Role.Developer, [new TextPart("B")]), User("Hi"), new(Role.System, [new TextPart("C")]), Assistant(new TextPart("Yes"))));

        Assert.Equal("""[{"type":"text","text":"A"},{"type":"text","text":"B"}]""", written.Raw("system"));
        Assert.Equal("""[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"C"}]},{"role":"assistant","content":[{"type":"text","text":"Yes"}]}]""", written.Messages.GetRawText());
        Assert.Equal(["messages[3].role"], written.Losses);
    }

    [Fact]
    public void Write_OnlyASystemMessage_IsTheUsers()
    {
        var written = Of(Ask(new Message(Role.System, [new TextPart("Say hi")])));

        Assert.False(written.Has("system"));
        Assert.Equal("""[{"role":"user","content":[{"type":"text","text":"Say hi"}]}]""", written.Messages.GetRawText());
    }

    [Fact]
    public void Write_ToolResults_StandFirstBehindTheirCalls()
    {
        var written = Of(Ask(
            User("Go"),
            Assistant(new TextPart("I look."), new ToolCallPart("call/1", "f", """{ "a": 1 }"""), new ToolCallPart("call.2", "g", "")),
            new Message(Role.Developer, [new TextPart("Hurry")]),
            Result("call/1", "one"),
            User("And?"),
            Result("call.2", "two")));

        var results = written.Messages[2].GetProperty("content").EnumerateArray().ToList();
        Assert.Equal(["tool_result", "tool_result", "text", "text"], results.Select(static block => block.GetProperty("type").GetString()));
        var calls = written.Messages[1].GetProperty("content").EnumerateArray().Skip(1).ToList();
        Assert.Equal(calls.Select(static call => call.GetProperty("id").GetString()), results.Take(2).Select(static result => result.GetProperty("tool_use_id").GetString()));
        Assert.All(calls, static call => Assert.Matches("^[A-Za-z0-9_-]+$", call.GetProperty("id").GetString()));
        Assert.Equal(["""{ "a": 1 }""", "{}"], calls.Select(static call => call.GetProperty("input").GetRawText()));
    }

    [Theory]
    [InlineData("not json", false, """{"input":"not json"}""")]
    [InlineData("[1]", false, """{"input":"[1]"}""")]
    [InlineData("{\"a\":1}", true, """{"input":"{\"a\":1}"}""")]
    public void Write_ArgumentsThatAreNoObject_StandInOne(string arguments, bool isCustom, string expected) =>
        Assert.Equal(expected, Of(Ask(User("Go"), Assistant(new ToolCallPart("c", "f", arguments) { IsCustom = isCustom }))).Messages[1].GetProperty("content")[0].GetProperty("input").GetRawText());

    [Fact]
    public void Write_TextThatSaysNothing_IsLeftOutWithoutAWord()
    {
        var written = Of(Ask(User(""), User("Hi"), Assistant(new TextPart(" \n")), User(new TextPart(""), new TextPart("there")), Assistant()));

        Assert.Equal("""[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"there"}]}]""", written.Messages.GetRawText());
        Assert.Empty(written.Losses);
    }

    [Fact]
    public void Write_ThoughtsOfOthers_AreLeftOutAndLeaveNoEmptyTurn()
    {
        var written = Of(Ask(User("Hi"), Assistant(new ReasoningPart("Hm.") { Signature = new Signature("gemini", "x") }), User("Go"), Assistant(new ReasoningPart("Hm."), new TextPart("Yes"))));

        Assert.Equal(["user", "assistant"], written.Messages.EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal(["messages[1].reasoning", "messages[3].reasoning"], written.Losses);
    }

    [Fact]
    public void Write_OwnThoughtsThroughAnotherDialect_AreBareAgain()
    {
        var written = Of(Ask(User("Hi"), Assistant(new ReasoningPart("Hm.") { Signature = new Signature("anthropic-messages", "EqQB") }, new ReasoningPart("") { IsRedacted = true, Signature = new Signature("anthropic-messages", "Emwx") })));

        Assert.Equal("""[{"type":"thinking","thinking":"Hm.","signature":"EqQB"},{"type":"redacted_thinking","data":"Emwx"}]""", written.Messages[1].GetProperty("content").GetRawText());
    }

    [Fact]
    public void Write_OwnClientWithThoughtsOfAnotherProvider_LeavesThemOut()
    {
        var envelope = SignatureEnvelope.Wrap(new ReasoningPart("Hm.") { Signature = new Signature("openai-responses", "gAAA") }, "anthropic-messages");
        var written = Of(Read($$"""{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"{{envelope}}"}]},{"role":"user","content":"Go"}]}"""));

        Assert.Equal(["user", "user"], written.Messages.EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal(["messages[1].reasoning"], written.Losses);
    }

    public static TheoryData<MediaPart, string> Taken() => new()
    {
        { new MediaPart(MediaKind.Image, new InlineMedia(Png, "image/png")) { Name = "a.png", Detail = "auto" }, """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}""" },
        { new MediaPart(MediaKind.Image, new LinkedMedia("https://x/y.png", "image/png")), """{"type":"image","source":{"type":"url","url":"https://x/y.png"}}""" },
        { new MediaPart(MediaKind.File, new InlineMedia("JVBERg==", "application/pdf")) { Name = "a.pdf", Cache = new CacheMark("1h") }, """{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="},"title":"a.pdf","cache_control":{"type":"ephemeral","ttl":"1h"}}""" },
        { new MediaPart(MediaKind.File, new InlineMedia("SGk=", "text/csv")), """{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hi"}}""" },
        { new MediaPart(MediaKind.File, new TextMedia("# Hi", "text/markdown")), """{"type":"document","source":{"type":"text","media_type":"text/plain","data":"# Hi"}}""" },
        { new MediaPart(MediaKind.File, new LinkedMedia("https://x/y.pdf")), """{"type":"document","source":{"type":"url","url":"https://x/y.pdf"}}""" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void Write_Media_HasAnthropicsForm(MediaPart media, string expected)
    {
        var written = Of(Ask(User(media), Assistant(new ToolCallPart("c", "f", "{}")), new Message(Role.Tool, [new ToolResultPart("c", [media])])));

        Assert.Equal(expected, written.Messages[0].GetProperty("content")[0].GetRawText());
        Assert.Equal(expected, written.Messages[2].GetProperty("content")[0].GetProperty("content")[0].GetRawText());
        Assert.Empty(written.Losses);
    }

    public static TheoryData<MediaPart, string> Lost() => new()
    {
        { new MediaPart(MediaKind.Audio, new InlineMedia("AAAA", "audio/wav")), "messages[0].audio" },
        { new MediaPart(MediaKind.Video, new LinkedMedia("https://x/y.mp4")), "messages[0].video" },
        { new MediaPart(MediaKind.Image, new InlineMedia("AAAA", "image/tiff")), "messages[0].image" },
        { new MediaPart(MediaKind.Image, new LinkedMedia("gs://bucket/y.png")), "messages[0].image" },
        { new MediaPart(MediaKind.Image, new UploadedMedia("file-1")), "messages[0].image" },
        { new MediaPart(MediaKind.File, new InlineMedia("AAAA", "application/zip")), "messages[0].file" },
    };

    [Theory]
    [MemberData(nameof(Lost))]
    public void Write_MediaAnthropicDoesNotTake_IsLost(MediaPart media, string what)
    {
        var written = Of(Ask(User(media, new TextPart("What?"))));

        Assert.Equal("""[{"type":"text","text":"What?"}]""", written.Messages[0].GetProperty("content").GetRawText());
        Assert.Equal([what], written.Losses);
    }

    [Fact]
    public void Write_PartsOfOtherProviders_AreLost()
    {
        var json = Json.Parse("""{"type":"x"}"""u8);
        var written = Of(Ask(
            new Message(Role.User, [new TextPart("Hi"), new OpaquePart("gemini", "x", json)]) { Name = "Ann" },
            Assistant(new ServerToolCallPart("1", "web_search", json, "openai-responses"), new ServerToolResultPart("1", "web_search", json, "openai-responses"), new MediaPart(MediaKind.Image, new InlineMedia(Png, "image/png")), new RefusalPart("No."))));

        Assert.Equal("""[{"type":"text","text":"No."}]""", written.Messages[1].GetProperty("content").GetRawText());
        Assert.Equal(["messages[0].name", "messages[0].content[1]", "messages[1].content[0]", "messages[1].content[1]", "messages[1].image"], written.Losses);
    }

    [Fact]
    public void Write_OneTurnMore_BeginsWithTheSameBytes()
    {
        var tool = new Conversations.Tools.FunctionTool("f") { Parameters = Json.Parse("""{"type":"object"}"""u8) };
        List<Message> messages =
        [
            new(Role.System, [new TextPart("Be brief")]), User("Go"), Assistant(new ToolCallPart("a.1", "f", "{ }")), Result("a.1", "one"), Assistant(new TextPart("Well")),
            new(Role.System, [new TextPart("Hurry")]), Assistant(new TextPart("Yes")), User("And?"),
        ];
        var whole = Of(Ask(messages) with { Tools = [tool] });
        for (var count = 2; count < messages.Count; count++)
        {
            var begun = Of(Ask([.. messages.Take(count)]) with { Tools = [tool] });
            var turns = begun.Messages.GetArrayLength();
            Assert.Equal(whole.Text[..whole.Text.IndexOf("\"messages\"", StringComparison.Ordinal)], begun.Text[..begun.Text.IndexOf("\"messages\"", StringComparison.Ordinal)]);
            Assert.Equal(begun.Messages.EnumerateArray().Take(turns - 1).Select(Raw), whole.Messages.EnumerateArray().Take(turns - 1).Select(Raw));
            Assert.StartsWith(begun.Messages[turns - 1].GetRawText()[..^2], whole.Messages[turns - 1].GetRawText(), StringComparison.Ordinal);
        }

        static string Raw(JsonElement message) => message.GetRawText();
    }
}
