import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from .fixtures import SENTENCES, tiny_model
from roformer_sim import files

WORKER = Path(__file__).resolve().parents[1] / "teacher_worker.py"


class WorkerTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        model, tokenizer = tiny_model()
        files.save(Path(cls.temporary.name), model, tokenizer.tokens)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def ask(self, *lines: str) -> tuple[dict, dict]:
        """The greeting, and answers by id."""
        done = subprocess.run(
            [sys.executable, str(WORKER), self.temporary.name, "--threads", "1", "--device", "cpu", "--rows", "8"],
            input="".join(line + "\n" for line in lines), capture_output=True, text=True, encoding="utf-8", timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        greeting, *answers = [json.loads(line) for line in done.stdout.splitlines()]
        return greeting, {answer["id"]: answer for answer in answers}

    def test_greets_and_answers_everything_before_it_ends(self):
        sampling = {"samples": 3, "top_p": 0.9, "top_k": 5, "temperature": 1, "max_length": 8, "source_noise": 0.1}
        requests = [{"id": i, "op": "paraphrase", "text": text, "seed": i, "masked": [[0, 1]], "sampling": sampling}
                    for i, text in enumerate(SENTENCES)]
        requests.append({"id": "v", "op": "embed", "texts": SENTENCES})
        requests.append({"id": "l", "op": "likelihood", "source": SENTENCES[0], "text": SENTENCES[1]})
        greeting, answers = self.ask(*map(json.dumps, requests))
        self.assertEqual(greeting["curate_teacher"], 1)
        self.assertEqual(greeting["abilities"], ["paraphrase", "embed", "likelihood"])
        self.assertEqual(greeting["dimensions"], 128)
        for i in range(len(SENTENCES)):
            self.assertEqual(len(answers[i]["paraphrases"]), 3)
            self.assertTrue(all(set(one) == {"text", "log_probability"} for one in answers[i]["paraphrases"]))
        self.assertEqual(len(answers["v"]["vectors"]), len(SENTENCES))
        self.assertAlmostEqual(sum(x * x for x in answers["v"]["vectors"][0]), 1, places=4)
        self.assertGreater(answers["l"]["surprisal"], 0)
        self.assertEqual(set(answers), {*range(len(SENTENCES)), "v", "l"})

    def test_a_bad_request_is_answered_and_harms_no_other(self):
        _, answers = self.ask(
            "no json", '{"id": 1, "op": "sing"}', '{"id": 2, "op": "paraphrase"}',
            '{"id": 3, "op": "paraphrase", "text": "你好", "masked": [[1, 9]]}',
            '{"id": 4, "op": "paraphrase", "text": "你好", "sampling": {"beams": 2}}',
            '{"id": 5, "op": "embed", "texts": "你好"}', '{"id": 7, "op": "likelihood", "text": "你好"}', '{"id": 6, "op": "embed", "texts": ["你好"]}')
        for number in (None, 1, 2, 3, 4, 5, 7):
            self.assertIn("error", answers[number])
        self.assertIn("vectors", answers[6])

    def test_identity_changes_with_the_vocabulary(self):
        before, _ = self.ask()
        path = Path(self.temporary.name) / "vocab.txt"
        text = path.read_text(encoding="utf-8")
        self.addCleanup(path.write_text, text, encoding="utf-8")
        path.write_text(text.replace("\n一\n", "\n𠀀\n"), encoding="utf-8")
        after, _ = self.ask()
        self.assertNotEqual(before["identity"], after["identity"])


if __name__ == "__main__":
    unittest.main()
