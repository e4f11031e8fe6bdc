using System.Diagnostics;
using System.Globalization;
using System.Text;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>When a chain goes to its next target, and when it does not.</summary>
public sealed class MoveOnTests
{
    private const string Providers = """
        providers:
          - {name: a, type: openai-compatible, base_url: "http://UPSTREAM/a/v1", api_key: "${SCENE_KEY}", models: [{id: m, limit: {context: 2000, output: 500}}]}
          - {name: b, type: openai-compatible, base_url: "http://UPSTREAM/b/v1", api_key: "${SCENE_KEY}", models: [{id: m, limit: {context: 1500, output: 500}}]}
          - {name: c, type: openai-compatible, base_url: "http://UPSTREAM/c/v1", api_key: "${SCENE_KEY}", models: [{id: m, limit: {context: 9000, output: 500}}]}

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_named_kinds_of_failure_lead_on()
    {
        await using var scene = await StartAsync("move_on: [rate_limited], retries: 0");
        scene.Set("a", RouteScene.Refuse(500));

        Assert.Equal(500, (await AskAsync(scene)).Status);
        Assert.Equal(0, scene.Asked("b"));

        scene.Set("a", RouteScene.Refuse(429));
        Assert.Equal("b/m", (await AskAsync(scene)).Model);
    }

    [Fact]
    public async Task A_wrong_request_is_wrong_everywhere()
    {
        const string Refusal = """{ "error": {"message":"temperature: too hot","type":"invalid_request_error","param":"temperature","code":null},  "own":[1.50] }""";
        await using var scene = await StartAsync("retries: 3");
        scene.Set("a", RouteScene.Refuse(400, Refusal));

        var answer = await AskAsync(scene);

        Assert.Equal((400, Refusal), (answer.Status, answer.Body));
        Assert.Equal((1, 0), (scene.Asked("a"), scene.Asked("b")));
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_goes_to_a_larger_window_only()
    {
        await using var scene = await StartAsync("retries: 3");
        scene.Set("a", RouteScene.Refuse(400, """{"error":{"message":"This model's maximum context length is 2000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"""));

        var answer = await AskAsync(scene);

        Assert.Equal("c/m", answer.Model);
        Assert.Equal((1, 0, 1), (scene.Asked("a"), scene.Asked("b"), scene.Asked("c")));
        var attempts = RouteTrace.Attempts(await RouteTrace.ReadAsync(scene.Http, answer.RequestId, Token));
        Assert.Equal("context_length_exceeded", attempts[0].Error);
    }

    [Fact]
    public async Task The_deadline_ends_all_tries()
    {
        await using var scene = await StartAsync("deadline: 1s");
        scene.Set("a", scene.HangAsync);
        var watch = Stopwatch.StartNew();

        var answer = await AskAsync(scene);

        Assert.Equal(504, answer.Status);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 15);
        Assert.Equal(0, scene.Asked("b"));
        await Eventually.BeTrueAsync("the silent one is hung up on", () => Task.FromResult(scene.Left("a") == 1), Token);
    }

    [Fact]
    public async Task Every_client_is_asked_before_another_target_is_used()
    {
        await using var scene = await StartAsync("ask_before_switching: true, retries: 0");
        (string Path, string Body)[] clients =
        [
            ("v1/chat/completions", """{"model":"turn","messages":[{"role":"user","content":"Hi"}]}"""),
            ("v1/messages", """{"model":"turn","max_tokens":50,"messages":[{"role":"user","content":"Hi"}]}"""),
            ("v1/responses", """{"model":"turn","input":"Hi"}"""),
            ("v1beta/models/turn:generateContent", """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}"""),
        ];
        foreach (var (path, body) in clients)
        {
            scene.Set("a", RouteScene.Refuse(429, headers: "retry-after: 0\r\n"));
            var (asked, other) = (scene.Asked("a"), scene.Asked("b"));

            var (status, _, told) = await PostAsync(scene, path, body);

            Assert.True(status == 409, $"{path}: {status} {told}");
            Assert.Contains("b/m", told, StringComparison.Ordinal);
            Assert.Contains("confirmation_needed", told, StringComparison.OrdinalIgnoreCase);
            Assert.Equal((asked + 1, other), (scene.Asked("a"), scene.Asked("b")));

            var (confirmed, model, answer) = await PostAsync(scene, path, body, ("x-weir-confirm", "b/m"));

            Assert.True(confirmed == 200, $"{path}: {confirmed} {answer}");
            Assert.Equal("b/m", model);
            Assert.Contains(GoodAnswer.Text, answer, StringComparison.Ordinal);
            Assert.Equal((asked + 1, other + 1), (scene.Asked("a"), scene.Asked("b")));
        }
    }

    [Fact]
    public async Task A_target_at_its_limit_is_passed_over_until_it_said_to_come_again()
    {
        await using var scene = await StartAsync("retries: 1");
        scene.Set("a", RouteScene.Refuse(429, headers: "retry-after: 6\r\n"));
        Assert.Equal("b/m", (await AskAsync(scene)).Model);
        var limited = Stopwatch.StartNew();
        scene.Set("a", RouteScene.WellAsync);

        while (limited.Elapsed < TimeSpan.FromSeconds(3))
        {
            Assert.Equal("b/m", (await AskAsync(scene)).Model);
            await Task.Delay(100, Token);
        }

        await Task.Delay(TimeSpan.FromSeconds(3.2), Token);
        Assert.Equal("a/m", (await AskAsync(scene)).Model);
        Assert.Equal(2, scene.Asked("a"));
    }

    [Fact]
    public async Task When_all_are_at_their_limits_the_least_wait_is_told()
    {
        await using var scene = await StartAsync("retries: 1");
        scene.Set("a", RouteScene.Refuse(429, headers: "retry-after: 40\r\n"));
        scene.Set("b", RouteScene.Refuse(429, headers: "retry-after: 30\r\n"));
        scene.Set("c", RouteScene.Refuse(429, headers: "retry-after: 50\r\n"));

        for (var request = 0; request < 2; request++)
        {
            foreach (var client in RouteClient.All)
            {
                var answer = await client.AskAsync(scene.Http, "turn", Token);

                Assert.True(answer.Status == 429, answer.Body);
                Assert.InRange(int.Parse(answer.RetryAfter!, CultureInfo.InvariantCulture), 20, 30);
            }
        }

        Assert.Equal((1, 1, 1), (scene.Asked("a"), scene.Asked("b"), scene.Asked("c")));
    }

    [Fact]
    public async Task A_short_wait_is_waited_out_when_nobody_else_answers()
    {
        await using var scene = await StartAsync("retries: 0");
        scene.Set("a", RouteScene.Refuse(429, headers: "retry-after-ms: 900\r\n"));
        Assert.Equal("b/m", (await AskAsync(scene)).Model);
        scene.Set("a", RouteScene.WellAsync);
        scene.Set("b", RouteScene.Refuse(500));
        scene.Set("c", RouteScene.Refuse(503));

        Assert.Equal("a/m", (await AskAsync(scene)).Model);
        Assert.Equal((2, 2, 1), (scene.Asked("a"), scene.Asked("b"), scene.Asked("c")));
    }

    [Fact]
    public async Task Targets_that_did_not_say_when_to_come_again_are_asked_when_nobody_else_is_left()
    {
        await using var scene = await StartAsync("retries: 0");
        foreach (var name in (string[])["a", "b", "c"])
        {
            scene.Set(name, RouteScene.Refuse(429));
        }

        Assert.Equal(429, (await AskAsync(scene)).Status);
        scene.Set("c", RouteScene.WellAsync);

        Assert.Equal("c/m", (await AskAsync(scene)).Model);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_lone_target_is_always_asked_and_speaks_for_itself(int status)
    {
        const string Refusal = """{ "error" : {"message":"Not  now, 1.50.","type":"own","unknown":{}} }""";
        await using var scene = await RouteScene.StartAsync("routing: {retries: 0}\n" + Providers, Token);
        scene.Set("a", RouteScene.Refuse(status, Refusal, "retry-after: 60\r\nx-own: 7\r\n"));

        for (var request = 1; request <= 6; request++)
        {
            var answer = await RouteClient.Plain.AskAsync(scene.Http, "a/m", Token);

            Assert.Equal((status, Refusal, "60"), (answer.Status, answer.Body, answer.RetryAfter));
            Assert.Equal(request, scene.Asked("a"));
        }
    }

    [Fact]
    public async Task A_try_again_waits_as_long_as_it_was_told()
    {
        await using var scene = await RouteScene.StartAsync(Providers, Token);
        var first = true;
        scene.Set("a", (request, connection, token) =>
        {
            var refuses = first;
            first = false;
            return refuses ? connection.AnswerAsync(429, """{"error":{"message":"Slower."}}""", token, headers: "retry-after-ms: 1300\r\n") : RouteScene.WellAsync(request, connection, token);
        });
        var watch = Stopwatch.StartNew();

        var answer = await RouteClient.Plain.AskAsync(scene.Http, "a/m", Token);

        Assert.Equal(GoodAnswer.Text, RouteClient.Plain.TextOf(answer));
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.25, 15);
        Assert.Equal(2, scene.Asked("a"));
    }

    [Fact]
    public async Task What_the_client_gave_up_is_not_tried_again()
    {
        await using var scene = await StartAsync("retries: 3");
        scene.Set("a", scene.HangAsync);
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var request = RouteClient.Plain.Request("turn");

        var asking = scene.Http.SendAsync(request, hangUp.Token);
        await Eventually.BeTrueAsync("the first is asked", () => Task.FromResult(scene.Asked("a") == 1), Token);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Eventually.BeTrueAsync("the first is hung up on", () => Task.FromResult(scene.Left("a") == 1), Token);
        await Task.Delay(TimeSpan.FromSeconds(1), Token);

        Assert.Equal((1, 0), (scene.Asked("a"), scene.Asked("b")));
    }

    [Fact]
    public async Task A_target_that_fails_is_left_alone_then_tried_by_one_request()
    {
        await using var scene = await StartAsync("retries: 0");
        scene.Set("a", RouteScene.Refuse(500));
        for (var request = 0; request < 6; request++)
        {
            Assert.Equal("b/m", (await AskAsync(scene)).Model);
        }

        var asked = scene.Asked("a");
        Assert.InRange(asked, 3, 4);

        // Five seconds later one request finds out how it does; the others don't wait for it.
        await Task.Delay(TimeSpan.FromSeconds(5.5), Token);
        scene.Set("a", RouteScene.Late(TimeSpan.FromSeconds(3)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AskAsync(scene)));
        Assert.Equal(["a/m", "b/m", "b/m", "b/m", "b/m"], answers.Select(static answer => answer.Model).Order());
        Assert.Equal(asked + 1, scene.Asked("a"));
        Assert.Equal("a/m", (await AskAsync(scene)).Model);
    }

    private static Task<RouteScene> StartAsync(string rules) =>
        RouteScene.StartAsync(Providers + "chains: {turn: {targets: [a/m, b/m, c/m], " + rules + "}}\n", Token);

    private static Task<RouteAnswer> AskAsync(RouteScene scene) => RouteClient.Plain.AskAsync(scene.Http, "turn", Token);

    private static async Task<(int Status, string? Model, string Body)> PostAsync(RouteScene scene, string path, string body, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await scene.Http.SendAsync(request, Token);
        return ((int)response.StatusCode, response.Headers.TryGetValues("x-weir-model", out var models) ? models.Single() : null, await response.Content.ReadAsStringAsync(Token));
    }
}
